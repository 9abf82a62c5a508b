using Arena.Verify;
using Arena.Verify.Checks;

namespace Arena.Tools.Tests.Verify;

public sealed class SnapshotsTests : IDisposable
{
    private const string Tests = $"{TestsOfAKit.Section}/RowsTests.cs";

    private readonly TestsOfAKit kit = new();

    public void Dispose() => kit.Dispose();

    [Theory]
    [InlineData("RowsTests.Plain.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a");""")]
    [InlineData("RowsTests.Plain.x.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a", "x");""")]
    [InlineData("RowsTests.Plain.x.verified.txt", """[Fact] public void Plain() => Snapshot.Match(name: "x", text: "");""")]
    [InlineData("RowsTests.Plain.verified.txt", """
        [Fact] public void Plain() => Show();
        private static void Show() => Snapshot.Match("a");
        """)]
    [InlineData("RowsTests.Plain.y.verified.txt", """
        [Fact] public void Plain() { Show("x"); Show("y"); }
        private static void Show(string which) => Snapshot.Match("a", which);
        """)]
    [InlineData("RowsTests.Rows.y.verified.txt", """
        [Theory, InlineData(1, "x"), InlineData(2, "y")]
        public void Rows(int n, string which) => Snapshot.Match($"{n}", which);
        """)]
    [InlineData("RowsTests.Rows.case.verified.txt", """
        [Theory, MemberData(nameof(Cases))] public void Rows(string which) => Snapshot.Match("a", which);
        public static TheoryData<string> Cases => [.. Directory.GetFiles(".")];
        """)]
    [InlineData("Derived.Plain.verified.txt", """
        public abstract class Base { [Fact] public void Plain() => Snapshot.Match("a"); }
        public class Derived : Base;
        """)]
    [InlineData("RowsTests.Plain.verified.safetensors", """
        [Fact] public void Plain() => TorchSharp.torch.ones(2).Should().MatchSnapshot("row", 0.1);
        """)]
    [InlineData("RowsTests.Plain.x.verified.safetensors", """
        [Fact] public void Plain() => TorchSharp.torch.ones(2).Should().MatchSnapshot("row", 0.1, "x");
        """)]
    public void A_snapshot_that_one_test_reads_is_fine(string file, string members)
    {
        Write(file, members);
        kit.WriteFile($"{TestsOfAKit.Section}/case.json", "");
        Check().Should().BeEmpty();
    }

    [Theory]
    [InlineData("RowsTests.Plain.x.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a");""")]
    [InlineData("RowsTests.Plain.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a", "x");""")]
    [InlineData("RowsTests.Plain.y.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a", "x");""")]
    [InlineData("RowsTests.Plane.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a");""")]
    [InlineData("LineTests.Plain.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a");""")]
    [InlineData("RowsTests.Plain.verified.txt", """[Fact] public void Plain() => Assert.Equal("a", Text("a"));""")]
    [InlineData("RowsTests.Plain.verified.txt", """public void Plain() => Snapshot.Match("a");""")]
    [InlineData("deep/RowsTests.Plain.verified.txt", """[Fact] public void Plain() => Snapshot.Match("a");""")]
    [InlineData("Base.Plain.verified.txt", """
        public abstract class Base { [Fact] public void Plain() => Snapshot.Match("a"); }
        public class Derived : Base;
        """)]
    [InlineData("RowsTests.Rows.z.verified.txt", """
        [Theory, InlineData(1, "x"), InlineData(2, "y")]
        public void Rows(int n, string which) => Snapshot.Match($"{n}", which);
        """)]
    [InlineData("RowsTests.Rows.gone.verified.txt", """
        [Theory, MemberData(nameof(Cases))] public void Rows(string which) => Snapshot.Match("a", which);
        public static TheoryData<string> Cases => [.. Directory.GetFiles(".")];
        """)]
    [InlineData("RowsTests.Plain.verified.safetensors", """[Fact] public void Plain() => Snapshot.Match("a");""")]
    [InlineData("RowsTests.Plain.verified.txt", """
        [Fact] public void Plain() => TorchSharp.torch.ones(2).Should().MatchSnapshot("row", 0.1);
        """)]
    public void A_snapshot_that_no_test_reads_is_found(string file, string members)
    {
        Write(file, members);

        var finding = Check().Should().ContainSingle().Subject;

        (finding.Check, finding.File, finding.Message).Should()
            .Be(("snapshot", $"{TestsOfAKit.Section}/{file}", "No test reads this snapshot."));
    }

    [Fact]
    public void A_snapshot_that_two_tests_read_is_found()
    {
        Write("RowsTests.Plain.verified.txt", """
            [Fact] public void Plain() => Snapshot.Match("a");
            [Theory, InlineData(1)] public void Plain(int n) => Snapshot.Match($"{n}");
            """);

        Check().Should().ContainSingle().Which.Message.Should()
            .Be($"2 tests read this snapshot: {Tests}(6), {Tests}(7).");
    }

    [Fact]
    public void What_is_no_snapshot_is_found()
    {
        kit.WriteFile($"{TestsOfAKit.Section}/RowsTests.Plain.verified.json", "{}");
        Check().Should().ContainSingle().Which.Message.Should().Contain("neither a text nor a tensor");
    }

    // Planted by hand: accepting them is refused already.
    [Theory]
    [InlineData(new double[] { 0, 0, 0, 0 }, 1e-3, "zeros would pass too")]
    [InlineData(new double[] { 1, 2, 2, 3 }, 1e-3, "row and column transposed would pass too")]
    [InlineData(new double[] { 1, 2, 3, 4 }, 5, "zeros would pass too")]
    public void Numbers_that_a_wrong_answer_would_match_are_found(double[] values, double tolerance, string message)
    {
        Write("RowsTests.Plain.verified.safetensors", """
            [ExerciseFact("0.0.2")]
            public void Plain() => TorchSharp.torch.ones(2, 2).Should().MatchSnapshot("row column", 0.1);
            """, new RecordedTensor("F32", [2, 2], "row column", tolerance, values).ToBytes());

        var finding = Check().Should().ContainSingle().Subject;

        (finding.Exercise, finding.File).Should()
            .Be(("0.0.2", $"{TestsOfAKit.Section}/RowsTests.Plain.verified.safetensors"));
        finding.Message.Should().Contain(message);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_found()
    {
        Write("RowsTests.Plain.verified.safetensors", """
            [Fact] public void Plain() => TorchSharp.torch.ones(2).Should().MatchSnapshot("row", 0.1);
            """, [1, 2, 3]);
        Check().Should().ContainSingle().Which.Message.Should().StartWith("It cannot be read: ");
    }

    private void Write(string file, string members, byte[]? content = null)
    {
        kit.Write(Tests, members);
        kit.WriteFile($"{TestsOfAKit.Section}/{file}", content
            ?? new RecordedTensor("F32", [2], "row", 0.1, [1, 2]).ToBytes());
    }

    private IReadOnlyList<Finding> Check() => Snapshots.Check(kit.Workspace, kit.Projects);
}
