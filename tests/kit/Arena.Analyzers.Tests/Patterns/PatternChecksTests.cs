using Arena.Analyzers.Patterns;
using Arena.Patterns;

namespace Arena.Analyzers.Tests.Patterns;

public sealed class PatternChecksTests
{
    [Fact]
    public void Every_problem_has_its_rule_but_those_that_only_tensors_show() =>
        Enum.GetValues<PatternProblem>().Where(problem => PatternChecks.RuleOf(problem) is null)
            .Should().BeEquivalentTo(
        [
            PatternProblem.UnknownReduction, PatternProblem.ReductionOfType, PatternProblem.ReductionOfNothing,
            PatternProblem.ReductionResult, PatternProblem.WrongRank, PatternProblem.SizeMismatch,
            PatternProblem.NotDivisible, PatternProblem.NoTensor, PatternProblem.TensorsDiffer,
            PatternProblem.PackedShapes,
        ]);
}
