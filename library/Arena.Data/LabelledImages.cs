using Arena.Data.Drawing;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Data;

/// <summary>Images, and what each of them shows.</summary>
/// <param name="Images"><c>item row column</c>, bytes from 0 to 255.</param>
/// <param name="Labels"><c>item</c>, class numbers from 0, as Int64.</param>
public sealed record LabelledImages(
    [property: Shape("item row column")] Tensor Images, [property: Shape("item")] Tensor Labels) : IDisposable
{
    /// <summary>Reads the images of a folder with MNIST or Fashion-MNIST, compressed or not.</summary>
    /// <param name="folder">
    /// Where <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c> and the two files with <c>t10k</c> lie, under
    /// these names or with <c>.gz</c>.
    /// </param>
    /// <param name="train">Whether to read those to learn from, not those to test with.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFileException">A file is not what it should be.</exception>
    public static LabelledImages Read(string folder, bool train)
    {
        var part = Part(train);
        var (imageFile, labelFile) = (Find(folder, $"{part}-images-idx3-ubyte"), Find(folder, $"{part}-labels-idx1-ubyte"));
        var images = IdxFile.Read(imageFile);
        if (images.ndim != 3)
            throw new DataFileException(
                imageFile, $"images have 3 axes, item, row and column, but this has {images.ndim}.");
        using var bytes = IdxFile.Read(labelFile);
        if (bytes.ndim != 1)
            throw new DataFileException(labelFile, $"labels have 1 axis, item, but this has {bytes.ndim}.");
        if (bytes.shape[0] != images.shape[0])
            throw new DataFileException(
                labelFile, $"it has {bytes.shape[0]} labels for {images.shape[0]} images. Get both files anew.");
        return new LabelledImages(images, bytes.to(int64));
    }

    /// <summary>The images as a network takes them.</summary>
    /// <returns><c>item channel row column</c>, one channel, Float32 from 0 to 1.</returns>
    [return: Shape("item 1 row column")]
    public Tensor ToInputs()
    {
        using var numbers = Images.to(float32);
        using var scaled = numbers.div(byte.MaxValue);
        return scaled.unsqueeze(1);
    }

    /// <summary>The first images, with memory of their own.</summary>
    /// <param name="count">How many, up to as many as there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public LabelledImages Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Labels.shape[0]);
        using var images = Images.narrow(0, 0, count);
        using var labels = Labels.narrow(0, 0, count);
        return new LabelledImages(images.clone(), labels.clone());
    }

    /// <summary>
    /// All images in random order, in batches. Take another seed for each epoch, such as its number, and dispose each
    /// batch after its step.
    /// </summary>
    /// <param name="size">How many images a batch has; the last one has what is left.</param>
    /// <param name="seed">Which order; it is the same on every machine.</param>
    /// <returns>Batches with memory of their own: images <c>batch row column</c>, labels <c>batch</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public IEnumerable<LabelledImages> Batches(int size, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return Shuffled();

        IEnumerable<LabelledImages> Shuffled()
        {
            var order = IntegerRandom.Order(checked((int)Labels.shape[0]), new IntegerRandom(seed, stream: 0));
            foreach (var chosen in order.Chunk(size))
            {
                using var items = tensor(chosen, device: Images.device);
                yield return new LabelledImages(Images.index_select(0, items), Labels.index_select(0, items));
            }
        }
    }

    /// <summary>
    /// Writes the images and labels to a folder from which <see cref="Read"/> reads them, compressed.
    /// </summary>
    internal void Write(string folder, bool train)
    {
        var part = Part(train);
        using var labels = Labels.to(ScalarType.Byte);
        IdxFile.Write(Images, Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"));
        IdxFile.Write(labels, Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
    }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }

    private static string Part(bool train) => train ? "train" : "t10k";

    private static string Find(string folder, string name)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        foreach (var candidate in new[] { name, $"{name}.gz" })
            if (Path.Combine(folder, candidate) is var path && File.Exists(path))
                return path;
        throw new FileNotFoundException($"{folder} has neither {name} nor {name}.gz.", Path.Combine(folder, name));
    }
}
