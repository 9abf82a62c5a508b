using Arena.Cli.Output;

namespace Arena.Tools.Tests.CommandLine;

public sealed class TerminalTests
{
    [Theory]
    [InlineData("TERM=xterm-256color", false, true, true, true)]
    [InlineData("TERM=xterm NO_COLOR=1", false, false, true, false)]
    [InlineData("TERM=xterm CI=true", false, false, false, false)]
    [InlineData("TERM=xterm CI=false", false, true, true, true)]
    [InlineData("TERM=dumb", false, false, true, false)]
    [InlineData("TERM=linux", false, true, true, false)]
    [InlineData("TERM=xterm TERM_PROGRAM=Apple_Terminal", false, true, true, false)]
    [InlineData("TERM=xterm", true, false, false, false)]
    public void Control_codes_questions_and_links_are_for_those_who_can_use_them(
        string environment, bool redirected, bool ansi, bool canAsk, bool links)
    {
        var terminal = Detect(environment, redirected);

        (terminal.Ansi, terminal.CanAsk, terminal.Links).Should().Be((ansi, canAsk, links));
    }

    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=xterm LANG=de_DE.UTF-8", true)]
    [InlineData("TERM=dumb LANG=C.UTF-8", false)]
    [InlineData("TERM=linux", false)]
    public void Signs_beyond_ascii_need_a_terminal_that_has_them(string environment, bool unicode) =>
        Detect(environment, redirected: false).Unicode.Should().Be(unicode);

    [Fact]
    public void A_locale_that_is_not_utf8_means_ascii_where_there_are_locales() =>
        Detect("TERM=xterm LC_ALL=C LANG=C.UTF-8", redirected: false).Unicode.Should().Be(OperatingSystem.IsWindows());

    private static Terminal Detect(string environment, bool redirected)
    {
        var variables = environment.Split(' ').Select(x => x.Split('=')).ToDictionary(x => x[0], x => x[1]);
        return Terminal.Detect(variables.GetValueOrDefault, redirected, redirected);
    }
}
