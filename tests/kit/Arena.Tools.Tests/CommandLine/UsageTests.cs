namespace Arena.Tools.Tests.CommandLine;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryKit kit = new();

    public void Dispose() => kit.Dispose();

    [Theory]
    [InlineData("chekc", "Did you mean 'check'?", "arena check")]
    [InlineData("hnit 0.0.1", "Did you mean 'hint'?", "arena hint")]
    [InlineData("check --jsn", "Did you mean '--json'?", "arena check --json")]
    [InlineData("hxxt", "'hxxt' is not a command", "arena check hxxt")]
    [InlineData("0.0.2", "'0.0.2' is not a command", "arena check 0.0.2")]
    [InlineData("hint --level many", "many", "arena hint --help")]
    [InlineData("check --against nothing", "nothing", "arena check --help")]
    [InlineData("data pull", "Required argument", "arena data pull --help")]
    [InlineData("data pul mnist", "Did you mean 'pull'?", "arena data pull")]
    [InlineData("data --jsn", "Did you mean '--json'?", "arena data --json")]
    [InlineData("data pull mnist --form x", "Did you mean '--from'?", "arena data pull --from")]
    [InlineData("reset", "Required argument", "arena reset --help")]
    [InlineData("show --seed many", "many", "arena show --help")]
    [InlineData("show 0.0 --record", "comes from the solutions", "arena show 0.0 --against solutions --record")]
    [InlineData("show 0.0 --seed 3 --seeds 4", "--seed names one seed", "arena show 0.0 --seed 3")]
    [InlineData("show 0.0 --seeds 0", "one seed at least", "arena show 0.0 --seeds 10")]
    [InlineData("skeleton --check --force", "--check writes nothing", "arena skeleton --force")]
    public void Wrong_use_ends_with_2_and_says_what_to_do(string commandLine, string message, string fix)
    {
        kit.Arena(commandLine).Should().Be(2);

        kit.Sentences.Should().Contain(message);
        kit.Output.Split('\n')[^1].Should().StartWith("Fix: ").And.EndWith(fix);
    }

    [Theory]
    [InlineData("chekc --json")]
    [InlineData("hint 9.9.9 --json")]
    public void With_json_an_error_is_one_object_too(string commandLine)
    {
        kit.Arena(commandLine).Should().Be(2);

        kit.Json.EnumerateObject().Select(x => x.Name).Should().Equal("error", "fix");
    }

    [Theory]
    [InlineData("")]
    [InlineData("check")]
    [InlineData("hint")]
    [InlineData("data")]
    [InlineData("data pull mnist")]
    [InlineData("doctor")]
    [InlineData("show")]
    [InlineData("doctor --fix")]
    [InlineData("skeleton")]
    [InlineData("publish")]
    [InlineData("reset 0.0.1 --yes")]
    public void Outside_a_kit_every_command_says_so(string commandLine)
    {
        var outside = Directory.CreateTempSubdirectory("arena-outside-");

        kit.Arena(commandLine, from: outside.FullName).Should().Be(2);

        kit.Output.Should().StartWith("This folder is not inside the exercise kit.\nFix: cd ");
        outside.Delete();
    }

    [Fact]
    public void A_learners_clone_has_no_reference_to_check()
    {
        kit.Arena("check --against solutions").Should().Be(1);

        kit.Sentences.Should().StartWith("There is no solutions/ here: this is a learner's clone.");
        kit.Output.Should().EndWith("arena check");
    }

    [Fact]
    public void A_missing_list_of_exercises_is_something_wrong_with_a_fix()
    {
        File.Delete(Path.Combine(kit.Root, "chapters", ExerciseIndex.FileName));

        kit.Arena().Should().Be(1);

        kit.Output.Should().Contain("chapters/exercises.json, is missing")
            .And.EndWith("Fix: git restore chapters/exercises.json");
    }

    [Fact]
    public void A_damaged_list_of_exercises_is_something_wrong_with_a_fix()
    {
        kit.Write("chapters/exercises.json", "{ \"exercises\": [ {");

        kit.Arena().Should().Be(1);

        kit.Output.Should().Contain("is damaged").And.EndWith("Fix: git restore chapters/exercises.json");
    }
}
