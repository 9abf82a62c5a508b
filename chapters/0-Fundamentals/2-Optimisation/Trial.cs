using System.Globalization;
using System.Text;

namespace Arena.Fundamentals.Optimisation;

/// <summary>How one configuration did.</summary>
/// <param name="Number">Which it was in the order in which they were tried, from 1.</param>
/// <param name="Configuration">What was tried.</param>
/// <param name="Loss">What came out, lower is better; NaN when it failed.</param>
/// <param name="Failure">Why it failed; empty when it did not.</param>
public sealed record Trial(int Number, Configuration Configuration, double Loss, string Failure = "")
{
    /// <summary>A table with a line for each trial.</summary>
    public static string Table(IEnumerable<Trial> trials)
    {
        var table = new StringBuilder("   loss  trial  optimiser   learning rate  momentum  weight decay\n");
        foreach (var (number, (optimiser, learningRate, momentum, weightDecay), loss, failure) in trials)
            table.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{loss,7:0.0000}  {number,5}  {optimiser,-9}  {learningRate,14:0.00000}  {momentum,8:0.00}  "))
                .Append(string.Create(CultureInfo.InvariantCulture, $"{weightDecay,12:0.00000}  {failure}").TrimEnd())
                .Append('\n');
        return table.ToString();
    }
}
