using System.Runtime.Loader;
using Arena.Verify.Mutation;

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

    private static object? Run(byte[] assembly) =>
        new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(assembly))
            .GetType("Arena.N.Case")!.GetMethod("F")!.Invoke(null, [10]);
}
