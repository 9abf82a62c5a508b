namespace Arena.Data.Drawing;

/// <summary>
/// Random numbers by integer arithmetic alone, the same on every machine and in every version of .NET: SplitMix64
/// (Steele, Lea and Flood 2014, Fast Splittable Pseudorandom Number Generators). Every pair of a seed and a stream has
/// its own sequence.
/// </summary>
/// <param name="seed">What is drawn.</param>
/// <param name="stream">Which part of it, such as an image's number, so that parts can be drawn in any order.</param>
internal sealed class IntegerRandom(int seed, long stream)
{
    private const ulong Step = 0x9e3779b97f4a7c15;

    private ulong state = Mixed(Mixed((ulong)seed) + (ulong)stream);

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mixed(state += Step);

    /// <summary>A whole number from 0 up to, and without, a bound.</summary>
    public int Below(int bound) => (int)(((Bits() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number from a range, every one as likely.</summary>
    public double Between(double from, double to) => from + (to - from) * ((Bits() >> 11) * (1.0 / (1L << 53)));

    /// <summary>
    /// A number near 0 with standard deviation 1, never beyond ±3.5: the sum of four uniform ones, which is close to a
    /// normal one and needs no logarithm, whose last bit differs between machines.
    /// </summary>
    public double Bell()
    {
        const double scale = 1.7320508075688772 / (1L << 16);
        var bits = Bits();
        var sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
        return ((long)sum - 2 * 0xffff) * scale;
    }

    /// <summary>The numbers from 0 up to, and without, a count, in random order.</summary>
    public static long[] Order(int count, IntegerRandom random)
    {
        var order = new long[count];
        for (var i = 0; i < count; i++) order[i] = i;
        for (var i = count - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }

    internal static ulong Mixed(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
