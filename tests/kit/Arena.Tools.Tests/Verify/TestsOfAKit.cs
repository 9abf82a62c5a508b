using Arena.Tools.Tests.Skeleton;
using Arena.Verify.Checks;
using Arena.Verify.Sources;

namespace Arena.Tools.Tests.Verify;

/// <summary>A kit with two exercises, whose tests are written by the tests of the checks.</summary>
internal sealed class TestsOfAKit : IDisposable
{
    public const string Section = "tests/0-Fundamentals/0-Prerequisites";
    public const string KitTests = "tests/kit/Arena.Course.Tests";

    private readonly TemporaryKit kit = new();

    public TestsOfAKit()
    {
        kit.Write("tests/Directory.Build.targets",
            """<Project><ItemGroup><Using Include="FluentAssertions;Xunit" /></ItemGroup></Project>""");
        kit.Write("tests/0-Fundamentals/Arena.Fundamentals.Tests.csproj", "<Project />");
        kit.Write($"{KitTests}/Arena.Course.Tests.csproj", "<Project />");
        kit.Write("solutions/0-Fundamentals/0-Prerequisites/Rows.cs", """
            namespace Arena.Fundamentals;

            public static class Rows
            {
                [Exercise("0.0.1", "Total")]
                public static double Total(double[] row) => row.Sum();

                [Exercise("0.0.2", "Mean")]
                public static double Mean(double[] row) => row.Sum() / row.Length;

                public static double[] Ones(int length) => [.. Enumerable.Repeat(1.0, length)];
            }
            """);
        kit.Write("solutions/0-Fundamentals/1-Layers/Scale.cs", """
            namespace Arena.Fundamentals;

            [Exercise("0.1.1", "Scale")]
            public class Scale
            {
                public double Factor { get; } = 3;

                public Scale() { _ = Factor; }

                public double Apply(double x) => Factor * x;
            }
            """);
        Write("tests/0-Fundamentals/1-Layers/ScaleTests.cs", """
            [ExerciseFact("0.1.1")]
            public void Scales() => new Scale().Apply(2).Should().Be(6);
            """);
    }

    public Workspace Workspace => kit.Workspace;

    public IReadOnlyList<ChapterSource> Chapters => field ??= ChapterSource.ReadAll(kit.Workspace);

    public IReadOnlyList<TestSources> Projects => TestSources.ReadAll(Workspace, Chapters);

    /// <summary>Writes a class of tests, named after its file. Its members begin on line 6.</summary>
    public void Write(string file, string members) => kit.Write(file, $$"""
        using Arena.Testing;
        using Arena.Fundamentals;
        namespace Tests;
        public class {{Path.GetFileNameWithoutExtension(file)}}
        {
        {{members}}
        }

        """);

    /// <summary>Writes a file as it is.</summary>
    public void WriteFile(string file, string text) => kit.Write(file, text);

    public void WriteFile(string file, byte[] content)
    {
        kit.Write(file, "");
        File.WriteAllBytes(Path.Combine(Workspace.Root, file), content);
    }

    public void Dispose() => kit.Dispose();
}
