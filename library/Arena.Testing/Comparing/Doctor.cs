using Arena.Testing.Comparing.Diagnoses;

namespace Arena.Testing.Comparing;

/// <summary>Says what is likely wrong with an answer.</summary>
internal static class Doctor
{
    /// <summary>How many sentences are shown at most: more would be guesses.</summary>
    public const int MostSentences = 3;

    /// <summary>Every diagnosis, the most specific first.</summary>
    public static IReadOnlyList<IDiagnosis> All { get; } =
    [
        new NotFinite(), new InfinityMissing(), new AllZero(),
        new OuterProduct(), new AxisMissing(), new AxisTooMany(),
        new Transposed(), new ReshapedInsteadOfTransposed(), new Reversed(), new Shifted(),
        new WrongTriangle(), new KeepdimForgottenInSquare(),
        new NormalisedOverWrongAxis(), new CumulatedOverWrongAxis(),
        new Inverted(), new ConstantRatio(), new ConstantOffset(),
        new SignLost(), new Squared(), new Reciprocal(), new Logarithm(), new FractionLost(),
        new SameAlongAxis(), new EdgeWrong(),
    ];

    /// <summary>
    /// What may be true by chance, or is true of everything that was moved: one of them is said when nothing more exact
    /// was found.
    /// </summary>
    public static IReadOnlyList<IDiagnosis> LastResorts { get; } = [new OnlyFirstRight(), new OtherOrder()];

    /// <summary>The elements beyond which nothing is diagnosed, so that a failure is reported at once.</summary>
    private const int MostElements = 200_000;

    /// <summary>
    /// At most three sentences, the most specific first; none when nothing is sure, or only rounding differs.
    /// </summary>
    /// <param name="comparison">The answer.</param>
    public static IReadOnlyList<string> Diagnose(Comparison comparison)
    {
        if (comparison.Actual.Count > MostElements || comparison.Expected.Count > MostElements) return [];
        if (comparison.SameShape && comparison.Is(comparison.Expected)) return [];
        var found = Spoken(All, comparison).Take(MostSentences).ToList();
        return found.Count > 0 ? found : [.. Spoken(LastResorts, comparison).Take(1)];
    }

    private static IEnumerable<string> Spoken(IEnumerable<IDiagnosis> diagnoses, Comparison comparison) =>
        diagnoses.Select(diagnosis => diagnosis.Of(comparison)).OfType<string>();
}
