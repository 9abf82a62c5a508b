using System.Globalization;

namespace Arena.Training;

/// <summary>The loss of the last twenty steps or so, without the noise of single batches.</summary>
internal sealed class SmoothedLoss
{
    private const double Kept = 0.95;

    private double sum;
    private double weight;
    private double last;
    private long lostAt;

    /// <summary>Whether the last loss was a number.</summary>
    public bool IsFinite { get; private set; } = true;

    /// <summary>How often a number was followed by none.</summary>
    public int TimesLost { get; private set; }

    /// <summary>What to show.</summary>
    public string Words => IsFinite
        ? $"loss {(sum / weight).ToString("G4", CultureInfo.InvariantCulture)}"
        : $"the loss is {(double.IsNaN(last) ? "NaN" : "infinite")} since step {lostAt}";

    /// <summary>Counts one more loss.</summary>
    public void Add(double loss, long step)
    {
        last = loss;
        if (!double.IsFinite(loss))
        {
            if (IsFinite) (lostAt, TimesLost) = (step, TimesLost + 1);
            IsFinite = false;
            return;
        }
        IsFinite = true;
        // The weights of the first losses add up to less than 1; so the mean is theirs, not one with a loss of 0.
        sum = Kept * sum + (1 - Kept) * loss;
        weight = Kept * weight + (1 - Kept);
    }
}
