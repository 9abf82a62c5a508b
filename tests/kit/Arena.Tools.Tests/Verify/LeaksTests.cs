using Arena.Tools.Tests.Skeleton;
using Arena.Verify;
using Arena.Verify.Checks;
using Arena.Verify.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Tools.Tests.Verify;

public sealed class LeaksTests : IDisposable
{
    private const string Section = "0-Fundamentals/0-Prerequisites";
    private const string Stub = $"chapters/{Section}/Rows.cs";
    private const string Page = $"chapters/{Section}/README.md";
    private const string Tests = $"tests/{Section}/RowsTests.cs";

    private const string Solution = """
        using System.Globalization;
        using System.Text;

        namespace Arena.Fundamentals;

        // Rows of numbers.
        public static class Rows
        {
            /// <summary>Each as a share of the sum of the row.</summary>
            [Exercise("0.0.1", "Shares")]
            public static double[] Shares(double[] row) => [.. row.Select(x => x / row.Sum())];

            [Exercise("0.0.2", "Spread")]
            public static double Spread(double[] row)
            {
                // Two passes: the mean has to be known first.
                var mean = row.Average();
                var variance = row.Select(x => (x - mean) * (x - mean)).Average();
                return Math.Sqrt(variance); // divided by n
            }

            [Exercise("0.0.3", "First")]
            public static double First(double[] row) => row[0];

            [Exercise("0.0.4", "Largest")]
            public static double Largest(double[] row)
            {
                var largest = double.NegativeInfinity;
                foreach (var x in row)
                {
                    // <solution>
                    if (x > largest && !double.IsNaN(x)) largest = x;
                    // </solution>
                }
                return largest;
            }

            [Exercise("0.0.5", "Line")]
            public static string Line(double[] row) => new StringBuilder()
                .AppendJoin(' ', row.Select(x => Shown(x).ToString(CultureInfo.InvariantCulture))).ToString();

            public static StringBuilder Empty() => new();

            /// <summary>Rounds as a cashier would round.</summary>
            [SolutionOnly]
            private static double Shown(double x) => Math.Round(x, 2);
        }

        [SolutionOnly]
        internal static class RowsAnswers
        {
            [WrongAnswer("0.0.3")]
            internal static double TakesTheLast(double[] row) => row[^1];
        }

        """;

    private readonly TemporaryKit kit = new();
    private readonly IReadOnlyList<ChapterSource> chapters;
    private readonly string stub;

    public LeaksTests()
    {
        kit.Write($"solutions/{Section}/Rows.cs", Solution);
        var outcome = Arena.Skeleton.SkeletonGenerator.Generate(kit.Workspace);
        outcome.Problems.Should().BeEmpty();
        foreach (var file in outcome.Files) kit.Write($"chapters/{file.Path}", file.Text);
        kit.Write(Page, "# Rows\n\n### 0.0.1 Shares\n\nDivide each by `row.Sum()`: `row.Select(x => ? / ?)`.\n");
        kit.Write(Tests, "// Tests of rows.\nnamespace Arena.Fundamentals;\n");
        kit.Write("README.md", "# A kit\n");
        chapters = ChapterSource.ReadAll(kit.Workspace);
        stub = kit.Read(Stub);
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void What_is_generated_leaks_nothing() => Check().Should().BeEmpty();

    [Theory]
    [InlineData(Page, "`[.. row.Select(x => x / row.Sum())]`")]
    [InlineData(Page, "```csharp\nreturn [..row\n    .Select( x=>x / row.Sum() ) ];\n```")]
    [InlineData(Page, "> ```\n> [.. row.Select(x => x /\n> row.Sum())]\n> ```")]
    [InlineData(Page, "<code>[.. row.Select(x =&gt; x / row.Sum())]</code>")]
    [InlineData(Page, "```\n[.. row // each row\n.Select(x => x / row.Sum())]\n```")]
    [InlineData(Stub, "// [.. row.Select(x => x / row.Sum())]")]
    [InlineData(Stub, "// [.. row.Select(\n//     x => x / row.Sum())]")]
    [InlineData(Stub, "/* => [.. row.Select(x => x / row.Sum())]; */")]
    [InlineData(Stub, "/// <remarks><c>[.. row.Select(x =&gt; x / row.Sum())]</c></remarks>\nfile class Other;")]
    [InlineData(Stub, "file class Other { double[] A(double[] row) { return [.. row.Select(x => x / row.Sum())]; } }")]
    [InlineData(Stub, "file class Other { double[] A(double[] row) => [.. row /* a */ .Select(x => x / row.Sum())]; }")]
    [InlineData(Stub, "#if false\n[.. row.Select(x => x / row.Sum())]\n#endif")]
    [InlineData(Tests, "file class Other { double[] A(double[] row) => [.. row.Select(x => x / row.Sum())]; }")]
    [InlineData("docs/rows.md", "So it is `[.. row.Select(x => x / row.Sum())]`.")]
    [InlineData("README.md", "`[.. row.Select(x => x / row.Sum())]`")]
    [InlineData("chapters/1-Transformers/0-Attention/README.md", "`[.. row.Select(x => x / row.Sum())]`")]
    public void A_body_is_found_however_it_is_written(string file, string planted)
    {
        var before = kit.Has(file) ? kit.Read(file) : "";
        kit.Write(file, $"{before}\n{planted}\n");

        var leak = Check().Should().ContainSingle().Subject;

        (leak.Check, leak.Exercise, leak.File).Should().Be(("leak", "0.0.1", file));
        leak.Line.Should().BeInRange(before.Count(x => x == '\n') + 2, kit.Read(file).Count(x => x == '\n'));
        leak.Message.Should().StartWith("The solution of 0.0.1");
    }

    [Theory]
    [InlineData("Use `row.Select` and `row.Sum()`.")]
    [InlineData("`[.. row.Select(x => x / ?)]`")]
    [InlineData("`[.. row.Select(y => y / row.Max())]`")]
    [InlineData("The first is `row[0]`.")]
    [InlineData("`row.Select(x => x * x).Average()`, then `Math.Sqrt(variance)`")]
    [InlineData("Give back the `largest` of the row: `foreach (var x in row)`.")]
    public void A_hint_may_name_the_method(string hint)
    {
        kit.Write(Page, $"# Rows\n\n{hint}\n");
        Check().Should().BeEmpty();
    }

    [Theory]
    [InlineData("`row.Select(x => (x - mean) * (x - mean)).Average()`", "Most of the solution of 0.0.2")]
    [InlineData(
        "```\nvar variance = row.Select(x => (x - mean) * (x - mean)).Average();\nreturn Math.Sqrt(variance);\n```",
        "Most of the solution of 0.0.2")]
    [InlineData("`if (x > largest && !double.IsNaN(x)) largest = x;`", "The solution of 0.0.4")]
    public void Most_of_a_body_is_as_good_as_all_of_it(string hint, string message)
    {
        kit.Write(Page, $"# Rows\n\n{hint}\n");
        Check().Should().ContainSingle().Which.Message.Should().StartWith(message);
    }

    [Theory]
    [InlineData("// Two passes: the mean has to be known first.", "0.0.2", "comment of the solution")]
    [InlineData("/* two  passes,\n the MEAN has to be known first */", "0.0.2", "comment of the solution")]
    [InlineData("// round as a cashier? It rounds as a cashier would round", null, "comment of the solution")]
    [InlineData("file class Other { double Shown() => 1; }", null, "Shown is only in the solution")]
    [InlineData("// see TakesTheLast", null, "TakesTheLast is only in the solution")]
    [InlineData("// [SolutionOnly]", null, "SolutionOnly is only in the solution")]
    [InlineData("    // <solution>", null, "<solution> marks lines")]
    [InlineData("//</ solution>", null, "</ solution> marks lines")]
    public void What_goes_with_a_solution_is_found_in_a_stub(string planted, string? exercise, string message)
    {
        kit.Write(Stub, $"{stub}\n{planted}\n");

        var leak = Check().Should().ContainSingle().Subject;

        (leak.Exercise, leak.File).Should().Be((exercise, Stub));
        leak.Line.Should().BeGreaterThan(stub.Count(x => x == '\n') + 1);
        leak.Message.Should().Contain(message);
        leak.Fix.Should().Contain("./arena skeleton --force");
    }

    [Fact]
    public void A_using_that_only_the_solution_needs_is_found()
    {
        stub.Should().Contain("using System.Text;").And.NotContain("using System.Globalization;");
        kit.Write(Stub, "using System.Diagnostics;\n" + stub.Replace(
            "using System.Text;", "using System.Globalization;\nusing System.Text;"));

        var leak = Check().Should().ContainSingle().Subject;

        leak.Message.Should().Be("Only the solution needs this: using System.Globalization;.");
        leak.Line.Should().Be(2);
    }

    [Theory]
    [InlineData("""File.ReadAllText("../../solutions/Rows.cs")""", 1)]
    [InlineData("""Path.Combine(root, "solutions", "Rows.cs")""", 1)]
    [InlineData("workspace.Solutions", 1)]
    [InlineData("""var solutions = Solve("x + 1 = 2");""", 0)]
    public void A_chapters_test_stays_away_from_the_solutions(string code, int leaks)
    {
        kit.Write(Tests, $"namespace Arena.Fundamentals;\n\n// {code}\n");
        Check().Select(x => (x.File, x.Line)).Should().Equal(Enumerable.Repeat((Tests, 3), leaks));
    }

    [Fact]
    public void Only_what_is_selected_is_looked_at()
    {
        kit.Write(Page,
            "`[.. row.Select(x => x / row.Sum())]`, `row.Select(x => (x - mean) * (x - mean)).Average()`\n");

        Check(id => id == "0.0.2").Should().ContainSingle().Which.Exercise.Should().Be("0.0.2");
        Check(id => id == "0.0.3").Should().BeEmpty();
        Check().Select(x => x.Exercise).Should().Equal("0.0.1", "0.0.2");
    }

    // The bodies that this kit's chapters have, each on its own page.
    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void Every_solution_of_the_kit_would_be_found_on_its_page()
    {
        var own = ChapterSource.ReadAll(RealKit.Workspace);
        var exercises = own.SelectMany(x => x.Exercises).ToList();
        foreach (var page in exercises.GroupBy(x => x.Entry.Page))
            kit.Write($"chapters/{page.Key}", string.Join("\n\n", page.SelectMany(x => x.Members).Select(x => $"{x}")));

        var found = Leaks.Check(kit.Workspace, own, _ => true)
            .Where(x => x.Message.StartsWith("The solution of")).ToList();

        var telling = exercises.Where(x => x.Members.Any(IsTelling)).ToList();
        telling.Select(x => $"{x.Id} in chapters/{x.Entry.Page}")
            .Except(found.Select(x => $"{x.Exercise} in {x.File}")).Should().BeEmpty("each stands on its page");
        // On other pages too, where a longer solution has a shorter one in it.
        found.Select(x => x.Exercise).Except(telling.Select(x => x.Id)).Should().BeEmpty("they tell nothing");

        // gradOut / x may stand on any page.
        static bool IsTelling(MemberDeclarationSyntax member) => member.DescendantNodes()
            .Any(x => x is BlockSyntax or ArrowExpressionClauseSyntax && x.DescendantTokens().Count() > 6);
    }

    private IReadOnlyList<Finding> Check(Func<string, bool>? isSelected = null) =>
        Leaks.Check(kit.Workspace, chapters, isSelected ?? (_ => true));
}
