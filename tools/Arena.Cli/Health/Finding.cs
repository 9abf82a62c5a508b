namespace Arena.Cli.Health;

/// <summary>How a finding is meant.</summary>
internal enum Severity
{
    /// <summary>All is well.</summary>
    Good,

    /// <summary>It works, and something should be known.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Wrong,
}

/// <summary>One line of the doctor's.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Severity">How it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">A command to copy; empty when nothing is to be done.</param>
/// <param name="ByHand">Commands that do the same, and what has to be done after it.</param>
internal sealed record Finding(
    string Subject, Severity Severity, string Message, string Fix = "", IReadOnlyList<string>? ByHand = null);
