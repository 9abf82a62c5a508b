using Arena.Data;
using Arena.Testing.Running;

namespace Arena.Testing.Tests.Running;

public class TimeLimitTests
{
    [Theory]
    [InlineData(null, 10)]
    [InlineData("", 10)]
    [InlineData("30", 30)]
    [InlineData("0.5", 0.5)]
    public void The_default_is_10_seconds_or_what_the_variable_says(string? variable, double seconds) =>
        TimeLimit.Parse(variable).Should().Be(seconds);

    [Theory]
    [InlineData("soon")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public void Nonsense_is_refused(string variable) =>
        FluentActions.Invoking(() => TimeLimit.Parse(variable)).Should().Throw<FormatException>()
            .WithMessage($"ARENA_TIME_LIMIT is \"{variable}\"*");

    [Fact]
    public void A_test_of_its_own_limit_keeps_it() =>
        TimeLimit.Of(new ExerciseFactAttribute("9.0.1") { TimeLimit = 2.5 }).Should().Be(TimeSpan.FromSeconds(2.5));

    [Fact]
    public void A_test_that_a_published_model_makes_long_is_short_without_it() =>
        TimeLimit.Of(new ExerciseFactAttribute("9.0.1") { TimeLimit = 300, LongWith = PublishedModels.Gpt2 })
            .Should().Be(TimeSpan.FromSeconds(PublishedModels.Find(PublishedModels.Gpt2) is null ? 10 : 300));
}
