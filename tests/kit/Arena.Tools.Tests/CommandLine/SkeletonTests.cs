namespace Arena.Tools.Tests.CommandLine;

public sealed class SkeletonTests : IDisposable
{
    private const string Solution =
        """
        namespace Arena.Fundamentals.Prerequisites;

        public static class Rows
        {
            [Exercise("0.0.1", "Column")]
            public static int Column(int n) => n + 1;
        }

        """;

    private readonly TemporaryKit kit = new();

    public SkeletonTests() => kit.Write($"solutions/{TemporaryKit.Topic}", Solution);

    public void Dispose() => kit.Dispose();

    [Fact]
    public void It_writes_the_stubs_and_the_check_then_passes()
    {
        kit.Arena("skeleton --check").Should().Be(1);
        kit.Output.Should().Contain($"chapters/{TemporaryKit.Topic}  different").And.EndWith("arena skeleton");

        kit.Arena("skeleton").Should().Be(0);
        kit.Read($"chapters/{TemporaryKit.Topic}").Should()
            .Contain("throw new NotImplementedException(\"0.0.1 Column\")").And.NotContain("n + 1");

        kit.Arena("skeleton --check").Should().Be(0);
        kit.Output.Should().Be("chapters/ is what solutions/ generates: 1 exercises.");
    }

    [Fact]
    public void An_edited_file_is_kept_unless_forced_and_then_copied()
    {
        kit.Arena("skeleton");
        kit.Write($"chapters/{TemporaryKit.Topic}", "// mine\n");

        kit.Arena("skeleton").Should().Be(1);
        kit.Read($"chapters/{TemporaryKit.Topic}").Should().Be("// mine\n");
        kit.Output.Should().Contain("kept ").And.EndWith("arena skeleton --force");

        kit.Arena("skeleton --force --json").Should().Be(0);
        var file = kit.Json.GetProperty("files")[0];
        file.GetProperty("action").GetString().Should().Be("replaced");
        kit.Read(file.GetProperty("backup").GetString()!).Should().Be("// mine\n");
    }

    [Fact]
    public void Sources_that_do_not_compile_are_refused_with_their_line()
    {
        kit.Write($"solutions/{TemporaryKit.Topic}", Solution.Replace("n + 1", "n + m"));

        kit.Arena("skeleton").Should().Be(1);

        kit.Output.Should().Contain($"solutions/{TemporaryKit.Topic}:6").And.Contain("'m'");
        kit.Read($"chapters/{TemporaryKit.Topic}").Should().Be(TemporaryKit.TopicText);
    }
}
