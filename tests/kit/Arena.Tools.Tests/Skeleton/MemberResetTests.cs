using Arena.Skeleton;

namespace Arena.Tools.Tests.Skeleton;

public class MemberResetTests
{
    private const string File = "chapters/a.cs";

    private const string Pristine = """
        namespace A;

        public static class Sums
        {
            /// <summary>The sum.</summary>
            [Exercise("0.0.1", "Sum")]
            public static int Sum(int[] values)
            {
                throw new NotImplementedException("0.0.1 Sum");
            }

            [PartOf("0.0.1")]
            public static int Zero => throw new NotImplementedException("0.0.1 Sum");

            [Exercise("0.0.2", "Sum")]
            public static int Sum(int a, int b)
            {
                throw new NotImplementedException("0.0.2 Sum");
            }
        }

        [Exercise("0.0.3", "Box")]
        public sealed class Box<T>
        {
            public T Get()
            {
                throw new NotImplementedException("0.0.3 Box");
            }
        }

        """;

    private const string Edited = """
        using System.Linq; // my using
        namespace A;

        public static class Sums
        {
            // my note
            private static int mine = 1;

            /// <summary>The sum.</summary>
            [Exercise("0.0.2", "Sum")]
            public static int Sum(int a, int b) => a + b; // done!

            [Exercise("0.0.1", "Sum")]
            public static int Sum(int[] values)
            {
                // my idea
                return values.Sum() + mine;
            }

            [PartOf("0.0.1")]
            public static int Zero
            {
                get { return 0; }
            }
        }

        [Exercise("0.0.3", "Box")]
        public sealed class Box<T>
        {
            private T? item;
            public T Get() => item!;
        }

        """;

    [Fact]
    public void Of_two_alike_the_one_that_says_it_is_the_exercise_goes_back()
    {
        const string marked = "[Exercise(\"0.0.2\", \"Sum\")]\n    public static int Sum(int a, int b)";
        const string first = "    public static int Sum(int a, int b) => 1; // my first try\n\n    ";
        var learner = Pristine.Replace(marked, first.TrimStart() + marked);

        var outcome = MemberReset.Reset(File, Pristine, learner.Replace("\"0.0.2 Sum\"", "\"wrong\""), "0.0.2");

        outcome.Text.Should().Be(learner);
    }

    [Fact]
    public void The_members_of_one_exercise_are_put_back_and_nothing_else()
    {
        var outcome = MemberReset.Reset(File, Pristine, Edited, "0.0.1");

        outcome.Problem.Should().BeNull();
        outcome.Members.Should().Equal("Sums.Sum", "Sums.Zero");
        outcome.Text.Should().Be("""
            using System.Linq; // my using
            namespace A;

            public static class Sums
            {
                // my note
                private static int mine = 1;

                /// <summary>The sum.</summary>
                [Exercise("0.0.2", "Sum")]
                public static int Sum(int a, int b) => a + b; // done!

                [Exercise("0.0.1", "Sum")]
                public static int Sum(int[] values)
                {
                    throw new NotImplementedException("0.0.1 Sum");
                }

                [PartOf("0.0.1")]
                public static int Zero => throw new NotImplementedException("0.0.1 Sum");
            }

            [Exercise("0.0.3", "Box")]
            public sealed class Box<T>
            {
                private T? item;
                public T Get() => item!;
            }

            """);
    }

    [Fact]
    public void Of_two_overloads_the_exercises_own_is_put_back()
    {
        var text = MemberReset.Reset(File, Pristine, Edited, "0.0.2").Text!;

        text.Should().Contain("throw new NotImplementedException(\"0.0.2 Sum\")").And.NotContain("=> a + b");
        text.Should().Contain("return values.Sum() + mine;");
    }

    [Fact]
    public void A_class_is_put_back_whole()
    {
        var text = MemberReset.Reset(File, Pristine, Edited, "0.0.3").Text!;

        text.Should().EndWith(Pristine[Pristine.IndexOf("[Exercise(\"0.0.3\"", StringComparison.Ordinal)..]);
        text.Should().Contain("return values.Sum() + mine;");
    }

    [Fact]
    public void An_untouched_file_stays_as_it_is()
    {
        foreach (var id in new[] { "0.0.1", "0.0.2", "0.0.3" })
            MemberReset.Reset(File, Pristine, Pristine, id).Text.Should().Be(Pristine);
    }

    [Fact]
    public void The_learners_line_endings_are_kept()
    {
        var text = MemberReset.Reset(File, Pristine, Edited.Replace("\n", "\r\n"), "0.0.1").Text!;

        text.Should().Be(MemberReset.Reset(File, Pristine, Edited, "0.0.1").Text!.Replace("\n", "\r\n"));
    }

    [Fact]
    public void A_member_whose_attribute_or_parameters_were_changed_is_found()
    {
        var text = Edited
            .Replace("    [Exercise(\"0.0.1\", \"Sum\")]\n", "")
            .Replace("Sum(int a, int b)", "Sum(long a, long b)");

        MemberReset.Reset(File, Pristine, text, "0.0.1").Text
            .Should().Contain("throw new NotImplementedException(\"0.0.1 Sum\");").And.NotContain("my idea");
        MemberReset.Reset(File, Pristine, text, "0.0.2").Text
            .Should().Contain("Sum(int a, int b)").And.NotContain("long");
    }

    [Fact]
    public void A_deleted_member_comes_back_with_its_documentation()
    {
        const string sum = """
                /// <summary>The sum.</summary>
                [Exercise("0.0.1", "Sum")]
                public static int Sum(int[] values)
                {
                    throw new NotImplementedException("0.0.1 Sum");
                }

            """;
        var text = Pristine.Replace(sum + "\n", "");
        text.Should().NotContain("values");

        MemberReset.Reset(File, Pristine, text, "0.0.1").Text.Should().Contain($"    }}\n\n{sum}}}\n");
    }

    [Fact]
    public void A_member_that_does_not_compile_is_put_back()
    {
        var text = Edited.Replace("return values.Sum() + mine;", "return values. + (;\n        var = \"open");

        MemberReset.Reset(File, Pristine, text, "0.0.1").Text
            .Should().Be(MemberReset.Reset(File, Pristine, Edited, "0.0.1").Text);
    }

    [Theory]
    [InlineData("return values.Sum() + mine;", "if (values.Length > 0) {", 32, 2)]
    [InlineData("return values.Sum() + mine;", "return 0; }", 18, 5)]
    [InlineData("// my idea", "/* my idea", 16, 9)]
    [InlineData("// my idea", "var text = @\"my idea;", 20, 22)]
    public void A_file_whose_members_have_no_clear_end_is_refused(string from, string to, int line, int column)
    {
        var outcome = MemberReset.Reset(File, Pristine, Edited.Replace(from, to), "0.0.1");

        outcome.Text.Should().BeNull();
        outcome.Problem.Should().Be(new Problem(File, line, column,
            "The file cannot be taken apart here, so it is unclear where Sums.Sum ends. "
            + "Put its braces, quotes and #if lines right, or reset the whole file."));
    }

    [Fact]
    public void A_member_whose_type_is_gone_is_refused()
    {
        var outcome = MemberReset.Reset(File, Pristine, "namespace A;\n", "0.0.2");

        outcome.Text.Should().BeNull();
        outcome.Problem!.Message.Should().Be("Sums.Sum is not in the file, nor is its type. Reset the whole file.");
    }

    [Fact]
    public void An_exercise_of_another_file_is_a_mistake_of_the_caller() =>
        ((Action)(() => MemberReset.Reset(File, Pristine, Edited, "0.0.9"))).Should().Throw<ArgumentException>();
}
