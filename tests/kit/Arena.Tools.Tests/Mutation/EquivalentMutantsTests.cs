using Arena.Tools.Tests.Skeleton;
using Arena.Verify.Mutation;

namespace Arena.Tools.Tests.Mutation;

public class EquivalentMutantsTests
{
    private const string Good = """
        # About this file.

        0.0.7
        # About this declaration.
        - var index = labels.unsqueeze(1);
        + var index = labels.unsqueeze(-1);
        = There are two axes, so the last one is axis 1.

        0.1.12
        - a +
        -     b
        + a -
        + b
        = One reason
        = in two lines.
        """;

    [Fact]
    public void Declarations_are_read()
    {
        var read = EquivalentMutants.Parse(Good);

        read.Problems.Should().BeEmpty();
        read.Declared.Should().Equal(
            new Declared("0.0.7", "var index = labels.unsqueeze(1);", "var index = labels.unsqueeze(-1);",
                "There are two axes, so the last one is axis 1.", 3),
            new Declared("0.1.12", "a + b", "a - b", "One reason in two lines.", 9));
    }

    [Fact]
    public void Line_endings_do_not_matter() =>
        EquivalentMutants.Parse("\uFEFF" + Good.ReplaceLineEndings("\r\n")).Declared
            .Should().Equal(EquivalentMutants.Parse(Good).Declared);

    [Theory]
    [InlineData("no number", 1, "\"0.7\" is no exercise's number.", "0.7", "- a", "+ b", "= c")]
    [InlineData("no number", 1, "\"- a\" is no exercise's number.", "- a", "+ b", "= c")]
    [InlineData("no before", 1, "The declaration does not say the change.", "0.0.7", "+ b", "= c")]
    [InlineData("no after", 3, "\"= c\" has no place here.", "0.0.7", "- a", "= c")]
    [InlineData("no reason", 1, "The declaration has no reason.", "0.0.7", "- a", "+ b")]
    [InlineData("empty reason", 1, "The declaration has no reason.", "0.0.7", "- a", "+ b", "= ")]
    [InlineData("other order", 3, "\"- a\" has no place here.", "0.0.7", "+ b", "- a", "= c")]
    [InlineData("stray line", 5, "\"more\" has no place here.", "0.0.7", "- a", "+ b", "= c", "more")]
    [InlineData("no space", 2, "\"-a\" has no place here.", "0.0.7", "-a", "+ b", "= c")]
    [InlineData("no blank line", 5, "\"0.0.8\" has no place here.", "0.0.7", "- a", "+ b", "= c", "0.0.8", "- a")]
    [InlineData("twice", 6, "The mutant is declared twice.",
        "0.0.7", "- a", "+ b", "= c", "", "0.0.7", "- a", "+ b", "= d")]
    public void What_is_malformed_is_told(string name, int line, string message, params string[] lines)
    {
        var read = EquivalentMutants.Parse(string.Join('\n', lines));

        var problem = read.Problems.Should().ContainSingle(name).Subject;
        (problem.Check, problem.File, problem.Line, problem.Message)
            .Should().Be(("mutant", "solutions/equivalent-mutants.txt", line, message));
        problem.Fix.Should().NotBeEmpty();
        read.Declared.Should().HaveCount(name == "twice" ? 1 : 0);
    }

    [Fact]
    public void A_printed_mutant_with_a_reason_declares_it()
    {
        var mutants = Mutated.Of("public static Tensor F(Tensor x) =>\nx.sum(dim: 1)\n.exp();");
        var blocks = mutants.Select(x => $"{EquivalentMutants.Format(x)}Why.");

        var read = EquivalentMutants.Parse(string.Join("\n\n", blocks));

        EquivalentMutants.Format(mutants.Single(x => x.Kind == "other axis"))
            .Should().Be("0.0.1\n- x.sum(dim: 1)\n+ x.sum(dim: 0)\n= ");
        read.Problems.Should().BeEmpty();
        mutants.Select(x => read.Find(x)!.After).Should().Equal(mutants.Select(x => x.After));
    }

    [Fact]
    public void A_declaration_means_one_change_of_one_exercise()
    {
        var mutant = Mutated.Of("public static Tensor F(Tensor x) =>\nx.sum(dim: 1);")
            .Single(x => x.Kind == "other axis");

        Find("0.0.1", "x.sum(dim: 1);", "x.sum(dim: 0);").Should().NotBeNull();
        Find("0.0.2", "x.sum(dim: 1);", "x.sum(dim: 0);").Should().BeNull();
        Find("0.0.1", "x.sum(dim: 2);", "x.sum(dim: 0);").Should().BeNull();
        Find("0.0.1", "x.sum(dim: 1);", "x.sum(dim: 2);").Should().BeNull();
        EquivalentMutants.None.Find(mutant).Should().BeNull();

        Declared? Find(string exercise, string before, string after) =>
            EquivalentMutants.Parse($"{exercise}\n- {before}\n+ {after}\n= Why.").Find(mutant);
    }

    [Fact]
    public void Declarations_without_a_mutant_are_told()
    {
        var chapter = Mutated.Chapter(
            Mutated.Exercise("public static int F(int a)\n{\nint b; b = a; return b;\n}")
            + "\n[Exercise(\"0.0.2\", \"U\")] public static int G(int a) => a;");
        var read = EquivalentMutants.Parse("""
            0.0.1
            - int b; b = a; return b;
            + int b; b = -a; return b;
            = It is one.

            0.0.1
            - int b; b = a; return b;
            + int b; ; return b;
            = It does not compile.

            0.0.1
            - int b; b = a; return b;
            + int b; b = a; return 2 * b;
            = Nobody makes it.

            0.0.2
            - a
            + b
            = Not chosen.

            0.0.3
            - a
            + b
            = No such exercise.
            """);

        var found = read.WithoutMutant([chapter], new HashSet<string> { "0.0.1" }).ToList();

        found.Select(x => (x.Check, x.Exercise, x.Line, x.Message)).Should().Equal(
            ("mutant", "0.0.1", 6,
                "\"int b; ; return b;\" instead of \"int b; b = a; return b;\" no longer is a mutant of 0.0.1."),
            ("mutant", "0.0.1", 11,
                "\"int b; b = a; return 2 * b;\" instead of \"int b; b = a; return b;\" "
                + "no longer is a mutant of 0.0.1."),
            ("mutant", "0.0.3", 21, "There is no exercise 0.0.3."));
    }

    [Fact]
    public void A_declared_one_that_a_test_notices_is_told()
    {
        var killed = EquivalentMutants.Parse(Good).Declared[1].Killed();

        (killed.Check, killed.Exercise, killed.File, killed.Line)
            .Should().Be(("mutant", "0.1.12", "solutions/equivalent-mutants.txt", 9));
        killed.Message.Should().Contain("a - b").And.Contain("a + b").And.Contain("a test fails");
    }

    [Fact]
    public void The_file_of_a_kit_is_read_where_it_has_one()
    {
        using var kit = new TemporaryKit();
        EquivalentMutants.Read(kit.Workspace).Declared.Should().BeEmpty();

        kit.Write("solutions/equivalent-mutants.txt", Good);

        EquivalentMutants.Read(kit.Workspace).Declared.Should().HaveCount(2);
    }
}
