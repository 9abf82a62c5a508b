using Arena.Cli;
using Arena.Cli.Course;
using Spectre.Console.Testing;

namespace Arena.Tools.Tests.CommandLine;

public sealed class SelectionTests : IDisposable
{
    private readonly TemporaryKit kit = new();
    private readonly TestConsole console = new();

    public void Dispose()
    {
        console.Dispose();
        kit.Dispose();
    }

    [Theory]
    [InlineData("0.0.2", "0.0.2")]
    [InlineData("0.0", "0.0.1 0.0.2 0.0.3")]
    [InlineData("0", "0.0.1 0.0.2 0.0.3 0.1.1")]
    [InlineData("fundamentals", "0.0.1 0.0.2 0.0.3 0.1.1")]
    [InlineData("1-Transformers", "1.0.1")]
    [InlineData("Prerequisites", "0.0.1 0.0.2 0.0.3")]
    [InlineData("rows", "0.0.2")]
    [InlineData("ROWS normalize", "0.0.2")]
    [InlineData("norm", "0.0.2 0.0.3")]
    [InlineData("normalize", "0.0.3")]
    [InlineData("1.0.1 0.0.1 0.0.1", "0.0.1 1.0.1")]
    [InlineData("0.1 column", "0.0.1 0.1.1")]
    public void Words_mean_exercises(string words, string expected) =>
        Select(words).Select(x => x.Id).Should().Equal(expected.Split(' '));

    [Theory]
    [InlineData("colunm", "Did you mean 'Column'?")]
    [InlineData("0.0.9", "Did you mean '0.0.1'?")]
    [InlineData("7.7.7", "Name an exercise")]
    [InlineData("quaternion", "Name an exercise")]
    public void What_means_nothing_is_refused_with_advice(string words, string advice)
    {
        var refused = ((Action)(() => Select(words))).Should().Throw<CommandException>().Which;

        refused.Message.Should().Contain(advice).And.Contain(words);
        refused.ExitCode.Should().Be(2);
    }

    [Fact]
    public void One_exercise_is_asked_for_and_several_are_named()
    {
        var one = () => Selection.One(kit.Kit, ["norm"], "hint", kit.Session(console));

        one.Should().Throw<CommandException>()
            .WithMessage("'norm' means 2 exercises: 0.0.2 Normalize rows, 0.0.3 Normalize.")
            .Which.Fix.Should().EndWith("arena hint 0.0.2");
    }

    private IReadOnlyList<ExerciseEntry> Select(string words) =>
        Selection.Of(kit.Kit, words.Split(' '), kit.Session(console));
}
