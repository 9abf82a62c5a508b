using System.Text.Json;
using Arena.Skeleton;

namespace Arena.Tools.Tests.Skeleton;

public class IndexTests
{
    private static readonly SolutionFile[] TwoFiles =
        [Solution("0-Fundamentals/0-P/A.cs", "0.0.2"), Solution("0-Fundamentals/0-P/B.cs", "0.0.1")];

    [Fact]
    public void Exercises_are_ordered_as_numbers_across_files_sections_and_chapters()
    {
        var outcome = SkeletonGenerator.Generate(
        [
            Solution("1-Transformers/0-Basics/A.cs", "1.0.1"),
            Solution("0-Fundamentals/10-Last/B.cs", "0.10.1"),
            Solution("0-Fundamentals/2-Middle/C.cs", "0.2.10", "0.2.9"),
            Solution("0-Fundamentals/2-Middle/D.cs", "0.2.1"),
        ]);

        outcome.Problems.Should().BeEmpty();
        outcome.Index.Exercises.Select(exercise => exercise.Id)
            .Should().Equal("0.2.1", "0.2.9", "0.2.10", "0.10.1", "1.0.1");
        outcome.Index.Exercises.Select(exercise => exercise.Page).Distinct().Should().Equal(
            "0-Fundamentals/2-Middle/README.md",
            "0-Fundamentals/10-Last/README.md",
            "1-Transformers/0-Basics/README.md");
        outcome.Index.Files.Keys.Should().Equal(
            "0-Fundamentals/10-Last/B.cs",
            "0-Fundamentals/2-Middle/C.cs",
            "0-Fundamentals/2-Middle/D.cs",
            "1-Transformers/0-Basics/A.cs");
    }

    [Fact]
    public void The_order_in_which_files_are_given_does_not_matter()
    {
        SkeletonGenerator.Generate(TwoFiles).Files
            .Should().Equal(SkeletonGenerator.Generate([.. TwoFiles.Reverse()]).Files);
    }

    [Fact]
    public void An_entry_says_what_the_attribute_says()
    {
        const string source = """
            namespace Arena.N;

            class Outer
            {
                public class Inner<T>
                {
                    [Exercise("0.0.7", "Scores √d", Minutes = 2 * 15, Difficulty = 3, Importance = 5,
                        Model = MentalModel.Attention)]
                    public int this[int i] => i;
                }
            }
            """;

        var outcome = SkeletonGenerator.Generate([new SolutionFile("0-Fundamentals/0-Prerequisites/A.cs", source)]);

        outcome.Index.Exercises.Should().Equal(new ExerciseEntry(
            "0.0.7", "Scores √d", MentalModel.Attention, 30, 3, 5,
            "0-Fundamentals/0-Prerequisites/A.cs", "Outer.Inner.this[]", "0-Fundamentals/0-Prerequisites/README.md"));
        outcome.Files[^1].Text.Should().Contain("\"title\": \"Scores √d\"").And.EndWith("}\n");
    }

    [Theory]
    [InlineData("class C { [E] public C() { } }", "C.C")]
    [InlineData("[E] class C { int F() => 1; }", "C")]
    [InlineData("class C { class D { [E] int P { get => 1; } } }", "C.D.P")]
    [InlineData("struct S { [E] public static S operator +(S a, S b) => a; }", "S.operator +")]
    [InlineData("struct S { [E] public static implicit operator int(S a) => 1; }", "S.implicit operator int")]
    [InlineData("static class E { extension(int x) { [E] public int Twice() => x; } }", "E.Twice")]
    public void A_member_is_named_with_its_types(string source, string member)
    {
        var marked = "namespace Arena.N; " + source.Replace("[E]", "[Exercise(\"0.0.1\", \"T\")]");

        Corpus.Generate(marked).Index.Exercises.Should().ContainSingle().Which.Member.Should().Be(member);
    }

    // Printed by: printf '…' | git hash-object --stdin
    [Theory]
    [InlineData("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")]
    [InlineData("hello\n", "ce013625030ba8dba906f756967f9e9ca394464a")]
    [InlineData("√d\n", "28c1d6fce32f3115c4182d86adaa0afdf97f6539")]
    public void A_file_is_named_as_git_names_it(string text, string id) => GitBlob.Id(text).Should().Be(id);

    [Fact]
    public void The_index_names_the_texts_that_are_generated()
    {
        var outcome = SkeletonGenerator.Generate(TwoFiles);

        foreach (var file in outcome.Files.SkipLast(1))
            outcome.Index.Files[file.Path].Should().Be(GitBlob.Id(file.Text));
        outcome.Index.Files.Should().HaveCount(2);
    }

    [Fact]
    public void The_index_is_read_back_as_it_was_written()
    {
        var index = SkeletonGenerator.Generate([Solution("0-Fundamentals/0-P/A.cs", "0.0.2", "0.0.1")]).Index;

        var read = ExerciseIndex.Parse(index.ToJson());

        read.Exercises.Should().Equal(index.Exercises);
        read.Files.Should().BeEquivalentTo(index.Files);
        read.ToJson().Should().Be(index.ToJson()).And.NotContain("\r");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"exercises\":null,\"files\":{}}")]
    public void What_is_no_index_is_refused(string json) =>
        ((Action)(() => ExerciseIndex.Parse(json))).Should().Throw<JsonException>();

    [Fact]
    public void Usings_of_the_project_count()
    {
        SolutionFile[] files =
        [
            new("0-Fundamentals/A.csproj", """
                <Project>
                  <ItemGroup>
                    <Using Include="System.Math" Static="true" />
                    <Using Include="System.Text.StringBuilder"><Alias>Text</Alias></Using>
                    <Using Include="System.Numerics; System.Globalization" />
                  </ItemGroup>
                </Project>
                """),
            new("0-Fundamentals/A.cs", "class A { double F() => Max(1, 2); Text? t; Vector3 v; CultureInfo? c; }"),
        ];

        SkeletonGenerator.Generate(files).Problems.Should().BeEmpty();
        SkeletonGenerator.Generate(files[1..]).Problems.Should().NotBeEmpty();
    }

    [Fact]
    public void A_projects_using_of_what_vanishes_is_refused()
    {
        SolutionFile[] files =
        [
            new("0-Fundamentals/A.csproj", "<Project><ItemGroup><Using Include=\"Arena.N.Gone\" /></ItemGroup></Project>"),
            new("0-Fundamentals/A.cs", "namespace Arena.N.Gone; [SolutionOnly] public class A;"),
        ];

        var problem = SkeletonGenerator.Generate(files).Problems.Should().ContainSingle().Subject;

        problem.File.Should().Be("solutions/0-Fundamentals/A.csproj");
        problem.Message.Should().StartWith("The stub does not compile: CS0234: ").And.Contain("'N'");
    }

    [Fact]
    public void A_global_using_of_what_vanishes_goes_with_it()
    {
        SolutionFile[] files =
        [
            new("0-Fundamentals/A.cs", "namespace Arena.N.Gone; [SolutionOnly] public class A;"),
            new("0-Fundamentals/B.cs", "global using Arena.N.Gone;\nglobal using System.Text;\n"),
        ];

        SkeletonGenerator.Generate(files).Files[0].Should().Be(
            new GeneratedFile("0-Fundamentals/B.cs", "global using System.Text;\n"));
    }

    [Fact]
    public void A_global_using_stays_and_so_does_one_that_the_solution_did_not_need_either()
    {
        const string source = """
            using System.Net;

            namespace Arena.N;

            public class C
            {
                [Exercise("0.0.1", "T")]
                public string F() => new StringBuilder().ToString();
            }

            """;
        SolutionFile[] files =
            [new("0-Fundamentals/0-P/C.cs", source), new("0-Fundamentals/B.cs", "global using System.Text;\n")];

        var stubs = SkeletonGenerator.Generate(files).Files;

        stubs[0].Text.Should().StartWith("using System.Net;\n\nnamespace Arena.N;\n");
        stubs[1].Text.Should().Be("global using System.Text;\n");
    }

    [Fact]
    public void A_chapter_is_a_compilation_of_its_own()
    {
        const string source = "namespace N; public class Same;";

        SkeletonGenerator.Generate([new("0-Fundamentals/A.cs", source), new("1-Transformers/A.cs", source)])
            .Problems.Should().BeEmpty();
    }

    [Fact]
    public void An_exercise_can_be_part_of_another_files()
    {
        SolutionFile[] files =
        [
            Solution("0-Fundamentals/0-P/A.cs", "0.0.1"),
            new("0-Fundamentals/0-P/B.cs", "namespace Arena.N; class Other { [PartOf(\"0.0.1\")] int F() => 1; }"),
        ];

        SkeletonGenerator.Generate(files).Files.Single(file => file.Path.EndsWith("/B.cs"))
            .Text.Should().Contain("\"0.0.1 T\"");
    }

    [Fact]
    public void A_file_of_nothing_but_vanished_types_is_not_made()
    {
        const string source = "namespace Arena.N; [SolutionOnly] class A; [SolutionOnly] delegate void B();";

        SkeletonGenerator.Generate([new("0-Fundamentals/A.cs", source)]).Files.Select(file => file.Path)
            .Should().Equal("exercises.json");
    }

    [Fact]
    public void The_language_is_the_projects()
    {
        var props = File.ReadAllText(Path.Combine(Workspace.Find(Corpus.Folder)!.Root, "Directory.Build.props"));

        // C# 14 is what the generator parses; when the projects move on, it has to move along.
        props.Should().Contain("<LangVersion>14</LangVersion>");
        const string source = "static class X { extension(int) { public static int One => 1; } }";
        SkeletonGenerator.Generate([new("0-Fundamentals/A.cs", source)]).Problems.Should().BeEmpty();
    }

    private static SolutionFile Solution(string path, params string[] ids)
    {
        var members = ids.Select((id, at) => $"    [Exercise(\"{id}\", \"T\")] public static int F{at}() => 1;\n");
        var type = Path.GetFileNameWithoutExtension(path);
        return new SolutionFile(
            path, $"namespace Arena.Fundamentals;\n\npublic static class {type}\n{{\n{string.Concat(members)}}}\n");
    }
}
