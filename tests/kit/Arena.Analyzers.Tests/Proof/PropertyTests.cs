namespace Arena.Analyzers.Tests.Proof;

/// <summary>Random programs: those that fit bring no finding, and what is called an error does fail.</summary>
public sealed class PropertyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Random_programs_whose_shapes_fit_run_and_are_left_alone()
    {
        var tried = await RandomPrograms.TriedAsync();
        tried.Right.Where(program => program.Outcome.Failure is not null).Select(program => $"{program}")
            .Should().BeEmpty("the generator promises that they run");
        tried.Right.Where(program => program.Found.Count > 0).Select(program => $"{program}").Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_called_an_error_in_a_random_program_does_fail()
    {
        var tried = await RandomPrograms.TriedAsync();
        foreach (var missed in tried.Wrong.Where(program => program.Fails && program.Found.Count == 0).Take(10))
            output.WriteLine($"not seen: {missed}");
        output.WriteLine(tried.Figures.ToString());

        tried.Wrong.Where(program => program.IsCalledAnError && !program.Fails).Select(program => $"{program}")
            .Should().BeEmpty();
        tried.Figures.Failing.Should().BeGreaterThan(tried.Figures.Programs / 2);
    }
}
