using Arena.Verify;
using Arena.Verify.Checks;

namespace Arena.Tools.Tests.Verify;

public sealed class TestQualityTests : IDisposable
{
    private const string Tests = $"{TestsOfAKit.Section}/RowsTests.cs";
    private const string OfKit = $"{TestsOfAKit.KitTests}/CourseTests.cs";

    private readonly TestsOfAKit kit = new();

    public void Dispose() => kit.Dispose();

    [Theory]
    [InlineData("""Rows.Total([1, 2]);""")]
    [InlineData("""var total = Rows.Total([1, 2]); if (total > 4) return;""")]
    [InlineData("""Rows.Total([1, 2]).Should();""")]
    [InlineData("""true.Should().BeTrue(); Rows.Total([1, 2]);""")]
    [InlineData("""const int three = 3; three.Should().Be(1 + 2); Rows.Total([1, 2]);""")]
    [InlineData("""Assert.True(true, $"{Rows.Total([1, 2])}");""")]
    [InlineData("""Assert.Equal(3, 1 + 2); Rows.Total([1, 2]);""")]
    [InlineData("""var x = Rows.Total([1, 2]); x.Should().Be(x);""")]
    [InlineData("""var x = Rows.Total([1, 2]); (x).Should().BeInRange(x, x);""")]
    [InlineData("""var x = Rows.Total([1, 2]); Assert.Equal(x, x);""")]
    [InlineData("""var x = new object(); Rows.Total([1, 2]); x.Should().BeSameAs(x);""")]
    [InlineData("""Helper();""")]
    [InlineData("""FluentActions.Invoking(() => Rows.Total([1, 2]).Should().Be(3));""")]
    [InlineData("""using var unchanged = Inputs.MustStayUnchanged(); Rows.Total([1, 2]);""")]
    public void A_test_that_cannot_fail_is_found(string body)
    {
        Write(first: body);

        var finding = Check().Should().ContainSingle(x => x.Message.StartsWith("First asserts nothing")).Subject;

        (finding.Check, finding.Exercise, finding.File, finding.Line).Should().Be(("test", "0.0.1", Tests, 6));
    }

    [Theory]
    [InlineData("""Rows.Total([1, 2]).Should().Be(3);""")]
    [InlineData("""Rows.Total([1, 2]).Should().BePositive().And.BeLessThan(4);""")]
    [InlineData("""Assert.Equal(3, Rows.Total([1, 2]));""")]
    [InlineData("""Assert.True(Rows.Total([1, 2]) == 3);""")]
    [InlineData("""foreach (var n in new[] { 1, 2 }) Rows.Total(Rows.Ones(n)).Should().Be(n);""")]
    [InlineData("""FluentActions.Invoking(() => Rows.Total(null!)).Should().Throw<ArgumentNullException>();""")]
    [InlineData("""Snapshot.Match($"{Rows.Total([1, 2])}");""")]
    [InlineData("""if (Rows.Total([1, 2]) != 3) throw new Xunit.Sdk.XunitException("no");""")]
    [InlineData("""if (Rows.Total([1, 2]) != 3) Assert.Fail("no");""")]
    [InlineData("""new object().Should().BeSameAs(new object()); Assertion();""")]
    [InlineData("""Assertion();""")]
    [InlineData("""Second();""")]
    [InlineData("""Action later = Assertion; later();""")]
    [InlineData("""Local(); void Local() => Assertion();""")]
    [InlineData("""new[] { 1.0 }.ToList().ForEach(Asserting);""")]
    public void A_test_that_can_fail_is_left_alone(string body)
    {
        Write(first: body);
        Check().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""Rows.Total([1, 2]).Should();""", "Nothing follows Should()")]
    [InlineData("""true.Should().BeTrue();""", "true is a constant")]
    [InlineData("""Assert.Equal("a", "a");""", "\"a\" is a constant")]
    [InlineData("""var x = Rows.Total([1, 2]); x.Should().Be(x);""", "x is compared with itself")]
    public void An_assertion_that_cannot_fail_is_found_beside_one_that_can(string code, string message)
    {
        Write(first: $"Rows.Total([1, 2]).Should().Be(3);\n{code}");

        var finding = Check().Should().ContainSingle().Subject;

        finding.Line.Should().Be(7);
        finding.Message.Should().StartWith(message);
    }

    [Theory]
    [InlineData("""Rows.Mean([1, 2]).Should().Be(Rows.Total([1, 2]) / 2);""", "0.0.1")]
    [InlineData("""Rows.Total([1, 2]).Should().Be(Rows.Total([2, 1]));""", "0.0.1")]
    [InlineData("""var wanted = Rows.Mean([1, 2]) * 2; Rows.Total([1, 2]).Should().Be(wanted);""", "0.0.2")]
    [InlineData("""double wanted; wanted = Rows.Mean([1, 2]); Assert.Equal(wanted, Rows.Total([1, 2]));""", "0.0.2")]
    [InlineData("""var (a, b) = (1, Rows.Mean([1, 2])); var c = b * 2; Rows.Total([1, 2]).Should().Be(c);""", "0.0.2")]
    [InlineData("""var all = new List<double>(); all.Add(Rows.Mean([1])); Assert.Equal(all[0], Rows.Total([1]));""", "0.0.2")]
    [InlineData("""var all = new double[1]; all[0] = Rows.Mean([1]); Rows.Total([1]).Should().Be(all[0]);""", "0.0.2")]
    [InlineData("""foreach (var x in new[] { Rows.Mean([1]) }) Rows.Total([1]).Should().Be(x);""", "0.0.2")]
    [InlineData("""Rows.Total([1, 2]).Should().Be(Expected([1, 2]));""", "0.0.1")]
    [InlineData("""Rows.Total([1, 2]).Should().Be(Field);""", "0.0.2")]
    [InlineData("""Compare(Rows.Total([1, 2]), Rows.Mean([1, 2]) * 2);""", "0.0.2")]
    [InlineData("""Compare(wanted: Rows.Mean([1, 2]) * 2, actual: Rows.Total([1, 2]));""", "0.0.2")]
    [InlineData("""Through(Rows.Total, Rows.Mean);""", "0.0.2")]
    [InlineData("""new Scale().Apply(1).Should().Be(new Scale().Apply(2) / 2);""", "0.1.1")]
    public void What_a_chapters_test_expects_is_not_computed_by_its_exercises(string body, string exercise)
    {
        Write(first: body);

        var finding = Check().Should().ContainSingle().Subject;

        (finding.Exercise, finding.File).Should().Be((exercise, Tests));
        finding.Message.Should().EndWith($"is computed by exercise {exercise} itself.");
    }

    [Theory]
    [InlineData("""var row = Rows.Ones(3); Rows.Total(row).Should().Be(row.Length);""")]
    [InlineData("""var wanted = new[] { 1.0, 2 }.Aggregate((a, b) => a + b); Assert.Equal(wanted, Rows.Total([1, 2]));""")]
    [InlineData("""var scale = new Scale(); scale.Apply(2).Should().Be(scale.Factor + scale.Factor);""")]
    [InlineData("""var total = Rows.Total([1, 2]); var wanted = 3.0; total.Should().Be(wanted);""")]
    [InlineData("""Rows.Total([1, 2]).Should().Be(3, because: $"the mean is {Rows.Mean([1, 2])}");""")]
    [InlineData("""Compare(Rows.Total([1, 2]), 3); Compare(Rows.Mean([1, 2]), 1.5);""")]
    public void What_is_computed_from_something_else_is_left_alone(string body)
    {
        Write(first: body);
        Check().Should().BeEmpty();
    }

    [Fact]
    public void Every_exercise_has_a_test_in_its_own_section()
    {
        kit.Write(Tests, """
            [ExerciseFact("0.0.1")]
            public void First() => Rows.Total([1, 2]).Should().Be(3);
            [ExerciseFact("0.0.9")]
            public void Unknown() => Rows.Total([1, 2]).Should().Be(3);
            [ExerciseTheory("0.1.1"), InlineData(2)]
            public void Elsewhere(double x) => new Scale().Apply(x).Should().Be(6);
            """);

        Check().Select(x => (x.Exercise, x.File, x.Line, x.Message)).Should().BeEquivalentTo(
        [
            ("0.0.9", Tests, 8, "Unknown is a test of 0.0.9, and 0-Fundamentals has no such exercise."),
            ("0.1.1", Tests, 10, "Elsewhere is a test of 0.1.1, which is in another section."),
            ("0.0.2", "solutions/0-Fundamentals/0-Prerequisites/Rows.cs", 8, "Exercise 0.0.2 has no test."),
        ]);
    }

    [Theory]
    [InlineData("""var id = GitBlob.Id("a"); GitBlob.Id("a").Should().Be(id);""", "the same call computes")]
    [InlineData("""var id = GitBlob.Id("a"); Assert.Equal(id.Length, GitBlob.Id("a").Length);""", "the same call")]
    [InlineData("""Same(GitBlob.Id("a"), GitBlob.Id("a"));""", "the same call computes what is expected")]
    [InlineData("""Id("a").Length.Should().Be(Id("a").ToUpper().Length);""", "the same call computes what is expected")]
    [InlineData("""GitBlob.Id("a" + "").Should().Be(GitBlob.Id("a"));""", "Id is only ever compared with itself")]
    [InlineData("""GitBlob.Id("a").Equals(GitBlob.Id("a" + "")).Should().BeTrue(); Id("").Should().Be(Id("" + ""));""",
        "Id is only ever compared with itself")]
    public void What_a_test_of_the_kit_expects_is_not_computed_by_the_code_under_test(string body, string message)
    {
        WriteOfKit(body);

        var finding = Check().Should().ContainSingle().Subject;

        finding.Exercise.Should().BeNull();
        finding.File.Should().Be(OfKit);
        finding.Message.Should().Contain(message);
    }

    [Theory]
    [InlineData("""GitBlob.Id("a" + "").Should().Be(GitBlob.Id("a")); GitBlob.Id("").Should().StartWith("e69de29");""")]
    [InlineData("""GitBlob.Id("a").Should().NotBe(GitBlob.Id("b")); GitBlob.Id("").Should().HaveLength(40);""")]
    [InlineData("""var w = Workspace.Find(".")!; w.Root.Should().Be(Path.GetDirectoryName(w.Chapters));""")]
    [InlineData("""
        var journal = new ResultJournal("a"); var before = journal.Read();
        journal.Shorten(9); journal.Read().Should().Equal(before);
        journal.Read().Should().BeEmpty();
        """)]
    public void A_law_may_stand_beside_a_value_that_is_known(string body)
    {
        WriteOfKit(body);
        Check().Should().BeEmpty();
    }

    [Fact]
    public void Tests_that_are_only_data_are_left_alone()
    {
        WriteOfKit("_ = GitBlob.Id(\"a\");");
        Check().Should().ContainSingle().Which.Message.Should().StartWith("First asserts nothing");

        kit.WriteFile($"{TestsOfAKit.KitTests}/Arena.Course.Tests.csproj",
            """<Project><ItemGroup><Compile Remove="*Tests.cs" /></ItemGroup></Project>""");
        Check().Should().BeEmpty();

        kit.WriteFile($"{TestsOfAKit.KitTests}/Arena.Course.Tests.csproj",
            "<Project><PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup></Project>");
        Check().Should().BeEmpty();
    }

    private void Write(string first) => kit.Write(Tests, $$"""
        [ExerciseFact("0.0.1")] public void First() { {{first}}
        }
        [ExerciseFact("0.0.2")] public void Second() => Compare(Rows.Mean([1, 2]), 1.5);
        private static void Helper() => Rows.Total([1]);
        private static void Assertion() => Assert.Equal(1, Rows.Total([1]));
        private static void Asserting(double x) { if (x > 0) Assertion(); }
        private static void Compare(double actual, double wanted) => actual.Should().Be(wanted);
        private static double Expected(double[] row) { var total = 0 + Rows.Total(row); return total; }
        private static void Through(Func<double[], double> one, Func<double[], double> other) =>
            one([1]).Should().Be(other([1]));
        private static readonly double Field = 2 * Rows.Mean([1, 2]);
        """);

    private void WriteOfKit(string body)
    {
        Write("Rows.Total([1, 2]).Should().Be(3);");
        kit.WriteFile(OfKit, $$"""
            using Arena;
            using Arena.Skeleton;
            public class CourseTests
            {
                [Fact] public void First() { {{body}} }
                private static string Id(string text) => GitBlob.Id(text);
                private static void Same(string one, string other) => one.Should().Be(other);
            }
            """);
    }

    private IReadOnlyList<Finding> Check() => TestQuality.Check(kit.Chapters, kit.Projects);
}
