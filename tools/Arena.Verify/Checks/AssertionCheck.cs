using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>Each test asserts something that can fail.</summary>
internal sealed class AssertionCheck(TestSources project)
{
    private readonly Dictionary<ISymbol, bool> asserting = new(SymbolEqualityComparer.Default);

    public IEnumerable<Finding> Check()
    {
        var tests = project.Tests.Where(test => !Asserts(test)).Select(test => TestQuality.At(
            test, TestQuality.ExerciseId(test, project),
            $"{test.Identifier.ValueText} asserts nothing: it cannot fail.",
            "Compare what the code under test returns with what it should be."));
        var empty = project.Nodes<CompilationUnitSyntax>().SelectMany(Assertion.In)
            .Where(x => !x.IsExamined && !CanFail(x))
            .Select(x => TestQuality.At(x.Node, exercise: null, Why(x),
                "Assert something of the code under test, or take it out."));
        return tests.Concat(empty);
    }

    // By itself or through what it calls in this project.
    private bool Asserts(SyntaxNode code)
    {
        if (Assertion.In(code).Any(x => !x.IsExamined && CanFail(x))) return true;
        return code.DescendantNodes()
            .Where(x => x is SimpleNameSyntax or BaseObjectCreationExpressionSyntax)
            .Select(project.SymbolOf)
            .OfType<IMethodSymbol>()
            .Any(x => project.Declares(x) && Asserts(x));
    }

    private bool Asserts(IMethodSymbol method)
    {
        if (asserting.TryGetValue(method, out var known)) return known;
        asserting[method] = false;
        return asserting[method] = method.DeclaringSyntaxReferences.Any(x => Asserts(x.GetSyntax()));
    }

    private bool CanFail(Assertion assertion) => Why(assertion).Length == 0;

    private string Why(Assertion assertion)
    {
        if (assertion.Name.Length == 0) return "Nothing follows Should(): it asserts nothing.";
        if (assertion.Subject is not { } subject) return "";
        if (project.IsConstant(subject) && assertion.Expected.All(project.IsConstant) && assertion.Name != "Fail")
            return $"{subject} is a constant: the assertion says nothing about the code under test.";
        return assertion.IsOfItself ? $"{subject} is compared with itself." : "";
    }
}
