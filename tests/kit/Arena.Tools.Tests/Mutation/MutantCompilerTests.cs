using System.Reflection;
using System.Runtime.Loader;
using Arena.Skeleton;
using Arena.Verify.Mutation;
using Arena.Verify.Sources;

namespace Arena.Tools.Tests.Mutation;

public class MutantCompilerTests
{
    [Fact]
    public void A_mutant_does_what_it_says()
    {
        var chapter = Mutated.Chapter(Mutated.Exercise("public static int F(int a) => a + 3;"));
        var compiler = new MutantCompiler(chapter);

        Run(compiler.Original).Should().Be(13);
        Mutated.Of(chapter).Select(x => (x.Kind, Run(compiler.Compile(x)!))).Should().Equal(
            ("minus put in front", -13), ("other operator", 7), ("other constant", 14));
    }

    [Fact]
    public void What_does_not_compile_is_dropped()
    {
        // A variable without a value cannot be read.
        var chapter = Mutated.Chapter(Mutated.Exercise("public static int F(int a)\n{\nint b; b = a; return b;\n}"));
        var compiler = new MutantCompiler(chapter);

        var dropped = Mutated.Of(chapter).Single(x => x.Kind == "statement dropped");

        compiler.Compile(dropped).Should().BeNull();
    }

    [Fact]
    public void What_compiles_to_the_same_is_dropped()
    {
        var chapter = Mutated.Chapter(Mutated.Exercise(
            "public static int F(int a)\n{\nif (a > 0) { a++; } else { }\nvar b = 0; b = 2; return a;\n}"));
        var compiler = new MutantCompiler(chapter);

        var gone = Mutated.Of(chapter).Where(x => compiler.Compile(x) is null).Select(x => x.After);

        // Nobody reads b, whatever it is.
        gone.Should().Equal(
            "var b = 1; b = 2; return a;", "var b = 0; ; return a;", "var b = 0; b = 3; return a;");
    }

    [Fact]
    public void Threads_can_share_one()
    {
        var chapter = Mutated.Chapter(Mutated.Exercise(
            "public static int F(int a) => a + 3 * a - 7 % (a + 2) + a / 5;"));
        var compiler = new MutantCompiler(chapter);
        var mutants = Mutated.Of(chapter);
        var one = mutants.Select(compiler.Compile).ToList();

        var many = mutants.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(compiler.Compile).ToList();

        many.Should().HaveCountGreaterThan(10);
        many.Zip(one).Should().OnlyContain(x => x.First!.SequenceEqual(x.Second!));
    }

    [Fact]
    public void Bodies_that_an_exercise_cannot_come_to_are_left_out()
    {
        var chapter = ChapterSource.ReadAll(
        [
            File("Case", """
                public static class Case
                {
                    [Exercise("0.0.1", "T")]
                    public static int F(int a) => (new Money(a) + Helper.Two).Value;
                    public static int G(int a) => a;
                }
                """),
            File("Money", """
                public readonly record struct Money(int Value)
                {
                    public static Money operator +(Money a, Money b) => new(Base.Sum(a.Value, b.Value));
                }
                """),
            File("Helper", "public static class Helper { public static Money Two { get { return new(2); } } }"),
            File("Base", "public static class Base { public static int Sum(int a, int b) => a + b; }"),
            File("Other", """
                public static class Other
                {
                    private static readonly int Seven = 7;
                    public static int F(int a) { return Seven; }
                    public static int G(int a) => Case.F(a);
                }
                """),
        ]).Single();
        var case1 = chapter.Exercises.Single().Members[0].SyntaxTree;

        var whole = new MutantCompiler(chapter).Original;
        var part = new MutantCompiler(chapter, [case1]).Original;

        (Run(whole), Run(whole, "Other"), Run(whole, "Other", "G")).Should().Be((12, 7, 12));
        (Run(part), Run(part, "Case", "G")).Should().Be((12, 10));
        foreach (var method in new[] { "F", "G" })
            FluentActions.Invoking(() => Run(part, "Other", method)).Should().Throw<TargetInvocationException>()
                .WithInnerException<InvalidOperationException>().WithMessage(WithoutBodies.Missed);

        static SolutionFile File(string name, string code) =>
            new($"0-Fundamentals/0-Prerequisites/{name}.cs", $"namespace Arena.N;\n\n{code}\n");
    }

    private static object? Run(byte[] assembly, string type = "Case", string method = "F") =>
        new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(assembly))
            .GetType($"Arena.N.{type}")!.GetMethod(method)!.Invoke(null, [10]);
}
