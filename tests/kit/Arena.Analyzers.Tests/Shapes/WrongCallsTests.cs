using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>What the engine calls an error fails when it is run.</summary>
public sealed class WrongCallsTests
{
    [Theory]
    [MemberData(nameof(WrongCalls.All), MemberType = typeof(WrongCalls))]
    public async Task What_is_found_fails_when_it_is_run(string rule, string call, string firstLine)
    {
        var source = Code.InMethod("", $"var y = {call};");
        var found = await Inferred.FindingsAsync(source);
        found.Where(one => one.Severity > DiagnosticSeverity.Info).Select(one => one.Id).Should().Equal(rule);
        FluentActions.Invoking(() => RunningCode.Run(source)).Should().Throw<Exception>(call)
            .Which.Message.Split('\n')[0].Should().Contain(firstLine);
    }

    // matmul's own failure ends the process, so only its rule is asked; TSH1002's page quotes the text.
    [Theory]
    [InlineData("rand(2, 3).matmul(rand(4, 5))")]
    [InlineData("matmul(rand(3), rand(4))")]
    [InlineData("rand(7, 2, 3).matmul(rand(5, 4))")]
    public async Task A_wrong_matmul_is_an_error(string call) =>
        (await Inferred.FindingsAsync(Code.InMethod("", $"var y = {call};")))
            .Should().ContainSingle().Which.Severity.Should().Be(DiagnosticSeverity.Error);

    [Fact]
    public void A_missing_keepdim_fails_or_is_wrong_without_a_word()
    {
        FluentActions.Invoking(() => RunningCode.Run(Code.InMethod("", "var x = rand(2, 3); var y = x / x.sum(dim: 1);")))
            .Should().Throw<Exception>().Which.Message.Should().StartWith(
                "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1");
        RunningCode.Run(Code.InMethod(
            "", "var x = rand(3, 3); return (x / x.sum(dim: 1)).sum(dim: 1).allclose(ones(3));", "object")).Should().Be(false);
    }

    [Fact]
    public void An_accidental_outer_product_makes_every_pair() =>
        RunningCode.Run(Code.InMethod("", "return (rand(8, 1) - rand(8)).numel();", "object")).Should().Be(64L);

    [Theory]
    [InlineData("TSH1002")]
    [InlineData("TSH1006")]
    [InlineData("TSH1007")]
    [InlineData("TSH1008")]
    [InlineData("TSH1009")]
    [InlineData("TSH1010")]
    [InlineData("TSH1011")]
    [InlineData("TSH2004")]
    [InlineData("TSH2006")]
    public void A_page_quotes_what_libtorch_really_says(string rule)
    {
        var page = Flat(PagesTests.Text(rule));
        WrongCalls.All.Select(row => row.Data).Where(row => row.Item1 == rule)
            .Any(row => page.Contains(Flat(row.Item3), StringComparison.Ordinal))
            .Should().BeTrue();
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
