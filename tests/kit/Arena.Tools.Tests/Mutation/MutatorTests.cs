using Arena.Verify.Mutation;
using Arena.Verify.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Tools.Tests.Mutation;

/// <summary>Where mutants are made.</summary>
public class MutatorTests
{
    private static readonly Lazy<ChapterSource> Fundamentals = new(Read);

    [Fact]
    public void Only_what_learners_write_is_changed()
    {
        var chapter = Mutated.Chapter("""
            [Exercise("0.0.1", "T")]
            public class Counter
            {
                private int first = 1;
                [Given] private int second = 2;
                public int Third { get; set; } = 3;
                public int Fourth { get => first + 4; set { first = value + 5; } }
                public int this[[System.ComponentModel.DefaultValue(6)] int i] => i + 7;
                public Counter(int start = 8) : this(start, 9) { }
                [Given] public Counter(int start, int step) => first = start + step + 10;
                public int Partly()
                {
                    var a = 11;
                    // <solution>
                    a += 12;
                    // </solution>
                    // <solution>
                    a += 13;
                    // </solution>
                    return a + 14;
                }
                public const int Known = 15;
                [SolutionOnly] public static int Answer() => 16;
            }

            [PartOf("0.0.1")] private static int Helper() => 17;
            [Exercise("0.0.2", "U")] public static int Other() => 18;
            public static int Nobody() => 19;
            """);

        var mutants = Mutator.Of(chapter, chapter.Exercises[0]);

        mutants.Where(x => x.Kind == "other constant").Select(x => int.Parse(x.Change.NewText!) - 1)
            .Should().Equal(0 - 1, 3, 4, 5, 7, 9, 12, 13, 15, 17);
    }

    [Fact]
    public void Two_ways_to_one_text_are_one_mutant()
    {
        // Whichever of the two is forgotten.
        var mutants = Mutated.Of("public static Tensor F(Tensor x) =>\nx.relu().relu();");

        mutants.Select(x => x.After).Should().OnlyHaveUniqueItems();
        mutants.Where(x => x.Kind == "relu removed").Should().ContainSingle();
    }

    [Fact]
    public void Lines_are_told_as_a_whole()
    {
        var mutant = Mutated.Of("public static int F(int a) => (a\n    -   1)\n    * a;")
            .Single(x => x.Kind == "operands swapped");

        mutant.Before.Should().Be("public static int F(int a) => (a -   1)");
        mutant.After.Should().Be("public static int F(int a) => (1 - a)");
        mutant.Line.Should().Be(15);
    }

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void The_same_mutants_come_every_time()
    {
        var runs = Enumerable.Range(0, 3).AsParallel().Select(_ =>
        {
            var chapter = Read();
            return string.Join('\n', chapter.Exercises.SelectMany(x => Mutator.Of(chapter, x)));
        });

        runs.Distinct().Should().ContainSingle();
    }

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void Every_exercise_of_the_kit_has_mutants_inside_of_its_members_or_wrong_answers_instead()
    {
        var answers = Answer.ReadAll(Fundamentals.Value);
        foreach (var exercise in Fundamentals.Value.Exercises)
        {
            var mutants = Mutator.Of(Fundamentals.Value, exercise);

            var wrong = answers.Count(x => !x.IsRight && x.Exercise == exercise.Id);
            (mutants.Count + wrong).Should().BeGreaterThan(2, exercise.Id);
            foreach (var mutant in mutants)
            {
                var tree = Fundamentals.Value.Compilation.SyntaxTrees.Single(x => x.FilePath == mutant.File);
                exercise.Members.Should().Contain(x =>
                    x.SyntaxTree.FilePath == mutant.File && Body(x).Contains(mutant.Change.Span));
                var lines = tree.ToString().Split('\n', StringSplitOptions.TrimEntries);
                string.Join(' ', lines[(mutant.Line - 1)..]).Should().StartWith(mutant.Before);
                mutant.After.Should().NotBe(mutant.Before);
            }
        }
    }

    private static ChapterSource Read() =>
        ChapterSource.ReadAll(RealKit.Workspace).Single(x => x.Name == "0-Fundamentals");

    // From where a member's code begins, behind its attributes and signature; nothing when it has none.
    private static TextSpan Body(MemberDeclarationSyntax member)
    {
        var code = member.DescendantNodes().FirstOrDefault(x => x is BlockSyntax or ArrowExpressionClauseSyntax
            or EqualsValueClauseSyntax { Parent: not ParameterSyntax } or ConstructorInitializerSyntax);
        return TextSpan.FromBounds(code?.SpanStart ?? member.Span.End, member.Span.End);
    }
}
