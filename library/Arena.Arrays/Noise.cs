namespace Arena.Arrays;

/// <summary>Chance that is the same in every run, on every system and with every version of .NET.</summary>
/// <param name="seed">Where it begins: equal seeds give equal numbers.</param>
/// <remarks>SplitMix64 (Steele, Lea and Flood, 2014), and the Box–Muller transform for normal numbers.</remarks>
public sealed class Noise(int seed)
{
    private ulong state = (ulong)seed;

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A whole number from 0 up to, not including, a bound.</summary>
    public int Below(int bound) => (int)(Next() * bound);

    /// <summary>Numbers spread evenly over a range.</summary>
    public NdArray Uniform(double low, double high, params IReadOnlyList<int> shape) =>
        NdArray.Zeros(shape).Map(_ => low + (high - low) * Next());

    /// <summary>Numbers of mean 0 and standard deviation 1.</summary>
    public NdArray Normal(params IReadOnlyList<int> shape) =>
        NdArray.Zeros(shape).Map(_ => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next()));

    /// <summary>The numbers from 0 up to, not including, a count, in random order.</summary>
    public int[] Order(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var last = count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }
}
