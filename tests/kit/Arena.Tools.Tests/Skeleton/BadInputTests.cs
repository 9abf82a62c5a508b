using Arena.Skeleton;

namespace Arena.Tools.Tests.Skeleton;

/// <summary>What an author gets wrong is refused with the place and the reason, and nothing is generated.</summary>
public class BadInputTests
{
    private const string File = $"solutions/{Corpus.Section}/Case.cs";

    private static string InClass(string members) =>
        $"namespace Arena.Fundamentals;\n\npublic class C\n{{\n{members.ReplaceLineEndings("\n")}\n}}\n";

    public static TheoryData<string, string, int, int, string> Members => new()
    {
        {
            "does not compile",
            """
                [Exercise("0.0.1", "T")] int F() => missing;
            """, 5, 41,
            "The solution does not compile: CS0103: The name 'missing' does not exist in the "
            + "current context"
        },
        {
            "syntax",
            """
                int F() => 1
            """, 5, 17,
            "The solution does not compile: CS1002: ; expected"
        },
        {
            "duplicate id",
            """
                [Exercise("0.0.1", "T")] int F() => 1;
                [Exercise("0.0.1", "U")] int G() => 1;
            """, 6, 6,
            "C.F in 0-Fundamentals/0-Prerequisites/Case.cs is exercise 0.0.1 already."
        },
        {
            "other section",
            """
                [Exercise("0.1.1", "T")] int F() => 1;
            """, 5, 6,
            "Exercise 0.1.1 is in solutions/0-Fundamentals/0-Prerequisites, whose exercises are "
            + "0.0.1, 0.0.2 and so on."
        },
        {
            "no id",
            """
                [Exercise("0.0.x", "T")] int F() => 1;
            """, 5, 6,
            "\"0.0.x\" is not an exercise's id: it is chapter.section.number, such as \"0.0.7\"."
        },
        {
            "leading zero",
            """
                [Exercise("0.0.01", "T")] int F() => 1;
            """, 5, 6,
            "\"0.0.01\" is not an exercise's id: it is chapter.section.number, such as \"0.0.7\"."
        },
        {
            "id is a constant",
            """
                const string Id = "0.0.1";
                [Exercise(Id, "T")] int F() => 1;
            """, 6, 6,
            "[Exercise] needs its id as a text: [Exercise(\"0.0.7\", \"Title\")]."
        },
        {
            "blank title",
            """
                [Exercise("0.0.1", " ")] int F() => 1;
            """, 5, 6,
            "Exercise 0.0.1 has no title."
        },
        {
            "no title",
            """
                [Exercise("0.0.1")] int F() => 1;
            """, 5, 6,
            "Exercise 0.0.1 has no title."
        },
        {
            "title with a line break",
            """
                [Exercise("0.0.1", "one\ntwo")] int F() => 1;
            """, 5, 6,
            "The title of exercise 0.0.1 has spaces around it or a line break in it; it is also "
            + "a heading."
        },
        {
            "difficulty",
            """
                [Exercise("0.0.1", "T", Difficulty = 6)] int F() => 1;
            """, 5, 6,
            "Difficulty is 6; it is from 1 to 5."
        },
        {
            "model",
            """
                [Exercise("0.0.1", "T", Model = (MentalModel)10)] int F() => 1;
            """, 5, 6,
            "Model is 10; it is from 1 to 9."
        },
        {
            "abstract",
            """
            }
            public abstract class D
            {
                [Exercise("0.0.1", "T")] public abstract int F();
            """, 8, 6,
            "D.F has no body that could be left out."
        },
        {
            "interface",
            """
            }
            public interface I
            {
                [Exercise("0.0.1", "T")] int F();
            """, 8, 6,
            "I.F has no body that could be left out."
        },
        {
            "partial definition",
            """
            }
            public partial class D
            {
                [Exercise("0.0.1", "T")] partial void F();
            """, 8, 6,
            "D.F has no body that could be left out."
        },
        {
            "field",
            """
                [Exercise("0.0.1", "T")] int f = 1;
            """, 5, 6,
            "C.f has no body that could be left out."
        },
        {
            "auto-property",
            """
                [Exercise("0.0.1", "T")] int P { get; set; } = 1;
            """, 5, 6,
            "C.P has no body that could be left out."
        },
        {
            "class without bodies",
            """
            }
            [Exercise("0.0.1", "T")]
            public class D
            {
                public int f = 1;
            """, 6, 2,
            "Nothing in D has a body that could be left out."
        },
        {
            "finalizer",
            """
            }
            [Exercise("0.0.1", "T")]
            public class D
            {
                ~D() { }
            """, 9, 5,
            "A finalizer's stub would end the process: mark it [Given] or [SolutionOnly]."
        },
        {
            "static constructor",
            """
                [Exercise("0.0.1", "T")] static C() { }
            """, 5, 5,
            "A static constructor's stub would hide behind a TypeInitializationException: mark "
            + "it [Given] or [SolutionOnly]."
        },
        {
            "unknown exercise",
            """
                [PartOf("0.0.9")] int F() => 1;
            """, 5, 6,
            "There is no exercise 0.0.9 in this chapter."
        },
        {
            "given outside",
            """
                [Given] int F() => 1;
            """, 5, 6,
            "[Given] means something only inside a class that is an exercise."
        },
        {
            "given exercise",
            """
            }
            [Exercise("0.0.1", "T")]
            public class D
            {
                int G() => 1;
                [Given, Exercise("0.0.2", "U")] int F() => 1;
            """, 10, 6,
            "A member is either an exercise or [Given]."
        },
        {
            "exercise that vanishes",
            """
                [SolutionOnly]
                [Exercise("0.0.1", "T")] int F() => 1;
            """, 6, 6,
            "An exercise cannot be inside what is [SolutionOnly]."
        },
        {
            "marker on a parameter",
            """
                int F([SolutionOnly] int x) => x;
            """, 5, 12,
            "[SolutionOnly] fits types and members only."
        },
        {
            "no end",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    // <solution>
                    return 1;
                }
            """, 7, 9,
            "<solution> without a </solution> after it in this body."
        },
        {
            "no start",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    return 1;
                    // </solution>
                }
            """, 8, 9,
            "</solution> without a <solution> before it in this body."
        },
        {
            "nested",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    // <solution>
                    // <solution>
                    return 1;
                    // </solution>
                }
            """, 8, 9,
            "A <solution> inside a <solution>: close the first one before."
        },
        {
            "marker beside code",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    return // <solution>
                    1;
                    // </solution>
                }
            """, 7, 16,
            "'// <solution>' has to be on a line of its own."
        },
        {
            "half a statement",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    return
                    // <solution>
                    1;
                    // </solution>
                }
            """, 9, 9,
            "The lines between <solution> and </solution> have to be whole statements."
        },
        {
            "half a block",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    // <solution>
                    if (true) {
                    // </solution>
                    } return 1;
                }
            """, 8, 9,
            "The lines between <solution> and </solution> have to be whole statements."
        },
        {
            "nothing between",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    // <solution>
                    // </solution>
                    return 1;
                }
            """, 7, 9,
            "There is nothing between <solution> and </solution>."
        },
        {
            "marker in no exercise",
            """
                int F()
                {
                    // <solution>
                    return 1;
                    // </solution>
                }
            """, 7, 9,
            "'// <solution>' is outside of an exercise's body."
        },
        {
            "name declared in the gap",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    // <solution>
                    var scores = 1;
                    // </solution>
                    return scores;
                }
            """, 10, 16,
            "'scores' is declared in the <solution> lines but the given code after them uses it; "
            + "declare it before them."
        },
        {
            "given code uses a vanished member",
            """
                [SolutionOnly] int Helper() => 1;
                int F() => Helper();
            """, 6, 16,
            "'Helper' is [SolutionOnly] but code that learners are given uses it."
        },
        {
            "documentation names a vanished member",
            """
                [SolutionOnly] int Helper() => 1;
                /// <summary><see cref="Helper"/></summary>
                public int F() => 1;
            """, 6, 29,
            "The documentation that learners get refers to what they do not get: CS1574: XML "
            + "comment has cref attribute 'Helper' that could not be resolved"
        },
        {
            "vanished member that an interface asks for",
            """
            }
            public class D : IDisposable
            {
                [SolutionOnly] public void Dispose() { }
            """, 6, 18,
            "The stub does not compile: CS0535: 'D' does not implement interface member "
            + "'IDisposable.Dispose()'"
        },
        {
            "region torn apart",
            """
                [Exercise("0.0.1", "T")] int F()
                {
                    #region R
                    return 1;
                }
                #endregion
            """, 7, 9,
            "'#region' is inside of what is left out and its counterpart outside; put both "
            + "inside or both outside."
        },
        {
            "if torn apart",
            """
                [Exercise("0.0.1", "T")] int F()
            #if DEBUG
                    => 1;
            #else
                    => 2;
            #endif
            """, 6, 1,
            "'#if' is inside of what is left out and its counterpart outside; put both inside or "
            + "both outside."
        },
        {
            "exercise that is not compiled",
            """
            #if NEVER
                [Exercise("0.0.1", "T")] int F() => 1;
            #endif
            """, 6, 1,
            "An exercise in an #if branch that is not compiled would be given away; take it out "
            + "of the branch."
        },
    };

    [Theory, MemberData(nameof(Members))]
    public void A_member_is_refused(string what, string members, int line, int column, string message)
    {
        var outcome = Corpus.Generate(InClass(members));

        outcome.Problems.Select(problem => problem.ToString())
            .Should().Equal([$"{File}({line},{column}): {message}"], what);
        outcome.Files.Should().BeEmpty();
        outcome.Index.Exercises.Should().BeEmpty();
    }

    private const string NoSection =
        "Exercise 0.0.1 is not in a section's folder, such as solutions/0-Fundamentals/0-Prerequisites.";

    [Theory]
    [InlineData("C.cs", "The file is in no chapter's folder, such as solutions/0-Fundamentals.", 1)]
    [InlineData("0-Fundamentals/C.cs", NoSection, 5)]
    [InlineData("0-Fundamentals/Prerequisites/C.cs", NoSection, 5)]
    [InlineData(
        "1-Transformers/0-Basics/C.cs",
        "Exercise 0.0.1 is in solutions/1-Transformers/0-Basics, whose exercises are 1.0.1, 1.0.2 and so on.", 5)]
    public void A_place_is_refused(string path, string message, int line)
    {
        var source = InClass("""    [Exercise("0.0.1", "T")] int F() => 1;""");

        var outcome = SkeletonGenerator.Generate([new SolutionFile(path, source)]);

        outcome.Problems.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { File = $"solutions/{path}", Line = line, Message = message });
    }

    [Fact]
    public void A_problem_in_one_file_leaves_no_file_generated()
    {
        var outcome = SkeletonGenerator.Generate(
        [
            new SolutionFile($"{Corpus.Section}/Good.cs", "namespace A; public static class Good { }"),
            new SolutionFile($"{Corpus.Section}/Bad.cs", "namespace A; public static class Bad { int x; }"),
        ]);

        outcome.Files.Should().BeEmpty();
        outcome.Problems.Should().ContainSingle().Which.ToString().Should().Be(
            $"solutions/{Corpus.Section}/Bad.cs(1,44): The solution does not compile: "
            + "CS0708: 'Bad.x': cannot declare instance members in a static class");
    }

    [Fact]
    public void A_problem_is_printed_as_a_link() =>
        new Problem("solutions/a.cs", 3, 5, "Why.").ToString().Should().Be("solutions/a.cs(3,5): Why.");

    [Fact]
    public void Without_solutions_there_is_nothing_to_generate()
    {
        using var kit = new TemporaryKit();

        SkeletonGenerator.Generate(kit.Workspace).Problems.Should().ContainSingle().Which.Message.Should().Be(
            "There is no such folder: this is a learner's branch, and its stubs are there already.");
    }
}
