using Arena.Data.Drawing;
using static TorchSharp.torch;

namespace Arena.Data;

/// <summary>
/// Digits that the kit draws itself, like handwriting: 28 × 28 pixels, as large a set as one likes, and nothing to
/// download. Each is written in one of several ways, shaken, bent, slanted, turned, moved, and drawn with a thick or a
/// thin pen on grainy paper.
/// </summary>
/// <remarks>
/// How hard the full set is, as measured with <c>benchmarks/digits</c> from three seeds, on the 10,000 images to test
/// with: softmax regression on pixels reaches 88.8 to 88.9 %, a network with one hidden layer of 128 reaches 99.3 to
/// 99.5 %, and a CNN with two convolutions and 20,490 parameters reaches 99.6 to 99.7 %. With a fifth of the images it
/// is 87.4, 95.2 and 97.5 %. More is in <c>docs/data.md</c>.
/// </remarks>
public static class DrawnDigits
{
    /// <summary>How many different digits there are.</summary>
    public const int Classes = 10;

    /// <summary>Images of the full set to learn from.</summary>
    public const int TrainCount = 60_000;

    /// <summary>Images of the full set to test with.</summary>
    public const int TestCount = 10_000;

    /// <summary>The name of the folder in which the full set is kept, below the others.</summary>
    public const string FolderName = "drawn-digits";

    internal const int TrainSeed = 1;
    internal const int TestSeed = 2;

    private const int Size = Sheet.Size;

    // As many images of a file are drawn anew, to see whether it was drawn by an older version of the kit.
    private const int Sample = 50;

    /// <summary>Where the full set is kept.</summary>
    internal static string CacheFolder => Path.Combine(DataFolder.Cache, FolderName);

    /// <summary>Draws digits.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">
    /// Which ones: the same seed gives the same images on every machine, and fewer of them are the first of more.
    /// </param>
    /// <returns>
    /// Images <c>item row column</c>, 28 × 28 bytes, 0 where there is paper and up to 255 where there is ink, and
    /// labels <c>item</c>. Every ten images, from the first on, show all ten digits, in random order.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static LabelledImages Make(int count, int seed = 0)
    {
        var (pixels, labels) = Bytes(count, seed);
        return new LabelledImages(
            tensor(pixels, [count, Size, Size], dtype: ScalarType.Byte), tensor(labels, [count]));
    }

    /// <summary>
    /// The full set, drawn at the first call and read from the <see cref="DataFolder.Cache"/> from then on.
    /// </summary>
    /// <param name="train">Whether to give the 60,000 images to learn from, not the 10,000 others to test with.</param>
    /// <returns>
    /// Images <c>item row column</c>, 28 × 28 bytes, and labels <c>item</c>, as <see cref="Make"/> gives them.
    /// </returns>
    public static LabelledImages Load(bool train) =>
        train ? Load(train, TrainCount, TrainSeed, CacheFolder) : Load(train, TestCount, TestSeed, CacheFolder);

    internal static LabelledImages Load(bool train, int count, int seed, string folder)
    {
        if (Cached(train, count, seed, folder) is { } cached) return cached;
        var made = Make(count, seed);
        try
        {
            made.Write(folder, train);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A set that cannot be kept is drawn again the next time: slow, but no reason to fail.
        }
        return made;
    }

    // Null when there is nothing, or not what would be drawn now.
    private static LabelledImages? Cached(bool train, int count, int seed, string folder)
    {
        LabelledImages cached;
        try
        {
            cached = LabelledImages.Read(folder, train);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        using var scope = NewDisposeScope();
        using var sample = Make(Math.Min(count, Sample), seed);
        if (cached.Images.shape.SequenceEqual([count, Size, Size])
            && cached.Labels.data<long>().SequenceEqual(Labels(count, seed))
            && cached.Images[..(int)sample.Images.shape[0]].Equals(sample.Images)) return cached;
        cached.Dispose();
        return null;
    }

    private static (byte[] Pixels, long[] Labels) Bytes(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var (pixels, labels) = (new byte[checked(count * Size * Size)], Labels(count, seed));
        Parallel.For(0, count, item => Sheet.Draw(
            (int)labels[item], new IntegerRandom(seed, 2L * item), pixels.AsSpan(item * Size * Size, Size * Size)));
        return (pixels, labels);
    }

    private static long[] Labels(int count, int seed)
    {
        var labels = new long[count];
        for (var first = 0; first < count; first += Classes)
            Order(first, seed).AsSpan(0, Math.Min(Classes, count - first)).CopyTo(labels.AsSpan(first));
        return labels;
    }

    // The digits of ten images. Images have the even streams, orders the odd ones.
    private static long[] Order(int first, int seed) =>
        IntegerRandom.Order(Classes, new IntegerRandom(seed, 2L * first + 1));
}
