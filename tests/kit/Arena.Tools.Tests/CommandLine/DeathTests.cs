using Arena.Cli.Checking;

namespace Arena.Tools.Tests.CommandLine;

public sealed class DeathTests
{
    [Theory]
    [InlineData(134, "noise\nterminate called\n  what():  first line\nsecond line",
        "the process was killed by libtorch: first line")]
    [InlineData(134, "Stack overflow.\n   at A.B()",
        "the process ran out of stack: a method that calls itself without an end?")]
    [InlineData(unchecked((int)0xC00000FD), "",
        "the process ran out of stack: a method that calls itself without an end?")]
    [InlineData(134, "Unhandled exception. System.Exception: no\n   at A.B()",
        "the process ended by an exception outside the test: System.Exception: no")]
    [InlineData(134, "", "the process aborted in native code")]
    [InlineData(137, "", "the process was killed from outside; was the memory used up?")]
    [InlineData(139, "", "the process crashed in native code (segmentation fault)")]
    [InlineData(unchecked((int)0xC0000005), "", "the process crashed in native code (segmentation fault)")]
    [InlineData(0, "", "the process ended in the middle of the test, with exit code 0")]
    public void The_reason_is_one_line(int exitCode, string error, string reason) =>
        Death.Reason(new ChildExit(exitCode, "", error)).Should().Be(reason);
}
