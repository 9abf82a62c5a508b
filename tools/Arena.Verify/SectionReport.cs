namespace Arena.Verify;

/// <summary>The figures of a section.</summary>
/// <param name="Section">The section: <c>0.0</c>.</param>
/// <param name="Exercises">How many exercises were verified.</param>
/// <param name="Mutants">How many mutants they have.</param>
/// <param name="Killed">How many of them some test noticed.</param>
/// <param name="Equivalent">How many are declared to be no mistakes.</param>
/// <param name="WrongAnswers">How many wrong answers there are.</param>
/// <param name="WrongAnswersKilled">How many were rejected, for the right reason where one is named.</param>
/// <param name="Variants">How many alternative right answers there are.</param>
/// <param name="VariantsAccepted">How many were accepted.</param>
/// <param name="Leaks">In how many places something of a solution leaks.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record SectionReport(
    string Section, int Exercises, int Mutants, int Killed, int Equivalent, int WrongAnswers, int WrongAnswersKilled,
    int Variants, int VariantsAccepted, int Leaks, double Seconds)
{
    /// <summary>The least share of the mutants, of those not declared equivalent, that tests have to notice.</summary>
    public const double LeastKilled = 0.95;

    /// <summary>The largest share of the mutants that may be declared equivalent.</summary>
    public const double MostEquivalent = 0.10;

    /// <summary>The share of the mutants, of those not declared equivalent, that tests noticed.</summary>
    public double KilledShare => Mutants == Equivalent ? 1 : (double)Killed / (Mutants - Equivalent);
}
