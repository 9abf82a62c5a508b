using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>
/// Whether draws come from a distribution. The tests here draw 20,000 times for each of several fixed seeds, and ask
/// for a χ² below the value that a right answer exceeds with a chance of one in a million. So a right answer that uses
/// chance in another way than ours fails one of n such tests with a chance of n in a million.
/// </summary>
internal static class Chance
{
    public const int Draws = 20_000;

    // By degrees of freedom, from 1; at one in a million.
    private static readonly double[] Limits = [23.93, 27.63, 30.66, 33.38, 35.89, 38.26, 40.52];

    /// <summary>Counts, fails where something impossible was drawn or χ² is too large, and says what is likely.</summary>
    public static void Check(Tensor draws, Tensor probabilities, IEnumerable<(string Mistake, Tensor Probabilities)> mistakes)
    {
        var wanted = probabilities.to(float64).data<double>().ToArray();
        var counts = Counts(draws, wanted.Length);
        var problem = Problem(counts, wanted);
        if (problem is null) return;
        var likely = mistakes.FirstOrDefault(x => Problem(counts, x.Probabilities.to(float64).data<double>().ToArray()) is null);
        Must.Hold(false, likely.Mistake is null ? problem : $"It looks as if {likely.Mistake}. {problem}");
    }

    private static long[] Counts(Tensor draws, int outcomes)
    {
        var counts = new long[outcomes];
        foreach (var draw in draws.to(int64).contiguous().data<long>().ToArray())
        {
            Must.Hold(draw >= 0 && draw < outcomes, $"Token {draw} was drawn, but tokens are numbered 0 to {outcomes - 1}.");
            counts[draw]++;
        }
        return counts;
    }

    private static string? Problem(long[] counts, double[] wanted)
    {
        var total = counts.Sum();
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == 0 && counts[i] > 0)
                return $"Token {i} was drawn {counts[i]} times in {total}, though it is ruled out.";
        }
        var possible = Enumerable.Range(0, wanted.Length).Where(i => wanted[i] > 0).ToList();
        if (possible.Count == 1) return null;
        var square = possible.Sum(i => Math.Pow(counts[i] - total * wanted[i], 2) / (total * wanted[i]));
        var worst = possible.MaxBy(i => Math.Pow(counts[i] - total * wanted[i], 2) / (total * wanted[i]));
        return square < Limits[possible.Count - 2]
            ? null
            : $"Token {worst} was drawn {counts[worst]} times in {total}, should be about {total * wanted[worst]:0} times.";
    }
}
