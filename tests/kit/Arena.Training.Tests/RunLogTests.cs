using System.Text;

namespace Arena.Training.Tests;

public sealed class RunLogTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_logged_is_in_the_events()
    {
        using (var log = new RunLog(folder["runs/a"], clock))
        {
            log.Folder.Should().Be(folder["runs/a"]);
            log.Scalar("loss/train", 2.302585, 0);
            clock.Forward(61);
            log.Scalar("loss/train", 1.5, 100);
            log.Scalar("Genauigkeit für β", 0.875, 100);
        }
        var (version, scalars) = EventFile.Read(Events("runs/a").Single());
        version.Should().Be("brain.Event:2");
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToUnixTimeSeconds();
        scalars.Should().Equal(
            new EventFile.Scalar("loss/train", 2.302585f, 0, start),
            new EventFile.Scalar("loss/train", 1.5f, 100, start + 61),
            new EventFile.Scalar("Genauigkeit für β", 0.875f, 100, start + 61));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(double.NaN, float.NaN)]
    [InlineData(double.NegativeInfinity, float.NegativeInfinity)]
    [InlineData(1e-300, 0)]
    [InlineData(-123456.789, -123456.789f)]
    public void Any_number_may_be_logged(double value, float inEvents)
    {
        using (var log = new RunLog(folder["run"], clock)) log.Scalar("x", value, int.MaxValue);
        var scalar = EventFile.Read(Events("run").Single()).Scalars.Single();
        scalar.Value.Should().Be(inEvents);
        scalar.Step.Should().Be(int.MaxValue);
    }

    [Fact]
    public void What_is_logged_is_in_the_table_in_full_precision()
    {
        using (var log = new RunLog(folder["run"], clock))
        {
            log.Scalar("loss", 0.1 + 0.2, 7);
            log.Scalar("a, \"b\"", double.NaN, 8);
        }
        File.ReadAllText(folder["run/metrics.csv"]).Should().Be(
            "step,name,value\n7,loss,0.30000000000000004\n8,\"a, \"\"b\"\"\",NaN\n");
    }

    [Fact]
    public void What_is_logged_is_in_the_files_at_once()
    {
        using var log = new RunLog(folder["run"], clock);
        log.Scalar("loss", 1, 1);
        EventFile.Read(Events("run").Single()).Scalars.Should().HaveCount(1);
        using var table = new StreamReader(
            new FileStream(folder["run/metrics.csv"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        table.ReadToEnd().Should().EndWith("1,loss,1\n");
    }

    [Fact]
    public void A_log_may_go_on_later()
    {
        using (var log = new RunLog(folder["run"], clock)) log.Scalar("loss", 1, 1);
        using (var log = new RunLog(folder["run"], clock)) log.Scalar("loss", 0.5, 2);
        File.ReadAllLines(folder["run/metrics.csv"]).Should().Equal("step,name,value", "1,loss,1", "2,loss,0.5");
        Events("run").SelectMany(file => EventFile.Read(file).Scalars).Select(scalar => scalar.Step).Order()
            .Should().Equal(1, 2);
    }

    [Fact]
    public void A_step_that_TensorBoard_cannot_take_is_an_error()
    {
        using var log = new RunLog(folder["run"], clock);
        FluentActions.Invoking(() => log.Scalar("x", 1, -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => log.Scalar("x", 1, 1L << 31)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_checksum_of_this_test_is_the_known_one() =>
        // The check value of CRC-32C in the catalogues: RFC 3720 has others of the same polynomial.
        EventFile.Crc32C(Encoding.ASCII.GetBytes("123456789")).Should().Be(0xE3069283);

    private string[] Events(string run) => Directory.GetFiles(folder[run], "events.out.tfevents.*");
}
