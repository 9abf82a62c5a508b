using Arena.Testing.Snapshots;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Snapshots;

public sealed class TensorSnapshotFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-snapshots-");
    private readonly TensorSnapshotFile file;
    private readonly Tensor numbers = tensor(new float[,] { { 1, 2, 4 }, { -8, 16, 0.5f } });

    public TensorSnapshotFileTests() => file = new TensorSnapshotFile(folder.FullName, "Tests.Method");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Nothing_is_accepted_by_itself()
    {
        Match(numbers).Should().StartWith("Nothing is accepted yet as Tests.Method.verified.safetensors.")
            .And.Contain("run the test with ARENA_ACCEPT=1");
        File.Exists(file.Verified).Should().BeFalse();
        RecordedTensor.Parse(File.ReadAllBytes(file.Received)).Values.Should().Equal(1, 2, 4, -8, 16, 0.5);
    }

    [Fact]
    public void What_was_accepted_passes_within_the_tolerance_and_clears_what_was_received()
    {
        Match(numbers);
        Match(numbers, accept: true).Should().BeNull();
        File.Exists(file.Received).Should().BeFalse();

        Match(numbers).Should().BeNull();
        Match(numbers + 0.0009).Should().BeNull();
        Match(numbers.t().contiguous().t()).Should().BeNull();
        Match(numbers + 0.0011).Should()
            .StartWith("The tensor is not the accepted one, Tests.Method.verified.safetensors.");
        File.Exists(file.Received).Should().BeTrue();
        Match(numbers).Should().BeNull();
        File.Exists(file.Received).Should().BeFalse();
    }

    [Fact]
    public void A_failure_says_what_is_likely_wrong()
    {
        Match(numbers, accept: true);

        Match(numbers * 2).Should().Contain("[row 0, column 0] is 2, should be 1.");
        Match(numbers.t(), axes: "row column").Should().Contain("The shape is [3, 2], should be [row 2, column 3].");
        Match(numbers.to(ScalarType.Float64)).Should().Contain("The dtype is Float64, should be Float32.");
    }

    [Theory]
    [InlineData("row column", 1e-2)]
    [InlineData("column row", 1e-3)]
    public void Another_tolerance_has_to_be_accepted_anew(string axes, double tolerance)
    {
        Match(numbers, accept: true);

        Match(numbers, axes: axes, tolerance: tolerance).Should()
            .Contain("was accepted for the axes \"row column\" and the tolerance 0.001;");
        Match(numbers, axes: axes, tolerance: tolerance, accept: true).Should().BeNull();
        Match(numbers, axes: axes, tolerance: tolerance).Should().BeNull();
    }

    [Fact]
    public void Numbers_among_which_a_mistake_goes_unnoticed_are_not_accepted()
    {
        Match(zeros(2, 3), accept: true).Should().StartWith("Tests.Method.verified.safetensors is not accepted")
            .And.Contain("zeros would pass too");
        Match(eye(2), accept: true).Should().Contain("the same with row and column transposed would pass too");
        Match(numbers, tolerance: 20, accept: true).Should().Contain("with the tolerance 20, zeros would pass too");
        File.Exists(file.Verified).Should().BeFalse();
    }

    [Fact]
    public void A_continuous_integration_server_cannot_accept()
    {
        Match(numbers, accept: true, mayAccept: false).Should().Contain("ARENA_ACCEPT is refused where CI is set");
        File.Exists(file.Verified).Should().BeFalse();
    }

    [Fact]
    public void Whole_numbers_and_truths_are_recorded_as_they_are()
    {
        var bytes = numbers.abs().to(ScalarType.Byte);
        foreach (var x in new[] { numbers.to(int64), numbers.to(int32), numbers.gt(1.5), bytes })
        {
            Match(x, tolerance: 0, accept: true).Should().BeNull();
            Match(x, tolerance: 0).Should().BeNull();
            Match(x.to(float64), tolerance: 0).Should().Contain("The dtype is Float64, should be");
        }
    }

    [Fact]
    public void What_cannot_be_recorded_is_said()
    {
        FluentActions.Invoking(() => Match(numbers.to(ScalarType.BFloat16))).Should()
            .Throw<ArgumentException>().WithMessage("A tensor of BFloat16 cannot be recorded*");
        FluentActions.Invoking(() => Match(numbers, axes: "row")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void An_assertion_compares_with_the_file_beside_the_test()
    {
        var source = Path.Combine(folder.FullName, "Anything.cs");
        const string test = nameof(An_assertion_compares_with_the_file_beside_the_test);
        var own = Path.Combine(folder.FullName, $"TensorSnapshotFileTests.{test}.one.verified.safetensors");
        Fails(numbers).Should().StartWith("Nothing is accepted yet as " + Path.GetFileName(own));

        var accepted = new RecordedTensor("F32", [2, 3], "row column", 1e-3, [1, 2, 4, -8, 16, 0.5]);
        File.WriteAllBytes(own, accepted.ToBytes());
        numbers.Should().MatchSnapshot("row column", 1e-3, "one", sourceFile: source);
        Fails(numbers.neg()).Should().StartWith("The tensor is not the accepted one");
        Fails(null).Should().Be("The tensor is null.");
        FluentActions.Invoking(() => numbers.Should().MatchSnapshot("row column", -1)).Should()
            .Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => numbers.Should().MatchSnapshot("row column", double.NaN)).Should()
            .Throw<ArgumentOutOfRangeException>();

        string Fails(Tensor? x) =>
            FluentActions.Invoking(() => x.Should().MatchSnapshot("row column", 1e-3, "one", sourceFile: source))
                .Should().Throw<XunitException>().Which.Message;
    }

    private string? Match(
        Tensor x, string axes = "row column", double tolerance = 1e-3, bool accept = false, bool mayAccept = true) =>
        file.Match(x, axes, tolerance, accept, mayAccept);
}
