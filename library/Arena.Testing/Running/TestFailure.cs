// Runners print the type of an exception in front of its message, unless its namespace is xunit's own.
#pragma warning disable IDE0130
namespace Xunit.Sdk;
#pragma warning restore IDE0130

/// <summary>A failure as it is shown: the message without a type in front, and the frames that matter.</summary>
internal sealed class TestFailure(string message, IReadOnlyList<string> frames) : Exception(message), IAssertionException
{
    /// <inheritdoc/>
    public override string StackTrace => string.Join(Environment.NewLine, frames);
}
