namespace Arena.Data;

/// <summary>
/// Sets of images by their names: the digits that the kit draws, and published sets that the user has.
/// </summary>
public static class ImageSets
{
    /// <summary>The name of the drawn digits, which are always there.</summary>
    public const string Digits = "digits";

    // Where Linux distributions put data sets, as Debian's package dataset-fashion-mnist does.
    private const string SystemFolder = "/usr/share/datasets";

    private static readonly string[] tenDigits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>The sets that are not made here but published, and can be downloaded.</summary>
    public static IReadOnlyList<ImageSet> Published { get; } =
    [
        new("fashion-mnist", "Fashion-MNIST", "MIT licence, Zalando SE",
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            [
                "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
            ],
            [
                new("train-images-idx3-ubyte.gz", 26421880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                new("train-labels-idx1-ubyte.gz", 29515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                new("t10k-images-idx3-ubyte.gz", 4422102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                new("t10k-labels-idx1-ubyte.gz", 5148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
            ]),
        new("mnist", "MNIST", "CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
            new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            tenDigits,
            [
                new("train-images-idx3-ubyte.gz", 9912422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                new("train-labels-idx1-ubyte.gz", 28881,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                new("t10k-images-idx3-ubyte.gz", 1648877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                new("t10k-labels-idx1-ubyte.gz", 4542,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            ]),
    ];

    /// <summary>The names of all sets.</summary>
    public static IReadOnlyList<string> Names { get; } = [Digits, .. Published.Select(set => set.Name)];

    /// <summary>Reads a set; the drawn digits are drawn if need be.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="train">Whether to give the images to learn from, not those to test with.</param>
    /// <param name="folder">Where a published set lies; without it, where <see cref="Find(string)"/> finds it.</param>
    /// <returns>
    /// Images <c>item row column</c>, 60,000 or 10,000 of 28 × 28 bytes, and labels <c>item</c> from 0 to 9.
    /// </returns>
    /// <exception cref="ArgumentException">There is no set with that name.</exception>
    /// <exception cref="FileNotFoundException">The set is not on this machine; the message says how to get
    /// it.</exception>
    /// <exception cref="DataFileException">A file is not what it should be.</exception>
    public static LabelledImages Load(string name, bool train, string? folder = null) =>
        name == Digits ? DrawnDigits.Load(train) : Load(name, train, folder, DataFolder.Cache);

    /// <summary>Reads a published set that lies in a folder, or among the sets that are kept in another.</summary>
    internal static LabelledImages Load(string name, bool train, string? folder, string cache)
    {
        var set = Set(name);
        return LabelledImages.Read(folder ?? Find(set, cache) ?? throw new FileNotFoundException(
            $"{set.Title} is not on this machine. To get it ({set.Length / 1e6:F0} MB), run "
            + $"`./arena data pull {name}`; or put its files into {Path.Combine(cache, name)}. "
            + $"The drawn digits, ImageSets.Load(\"{Digits}\", …), need no download."), train);
    }

    /// <summary>Where a published set lies on this machine.</summary>
    /// <param name="name">One of <see cref="Published"/>.</param>
    /// <returns>
    /// Its folder: below <see cref="DataFolder.Cache"/>, or where Linux distributions put it; null when it is in
    /// neither.
    /// </returns>
    /// <exception cref="ArgumentException">There is no published set with that name.</exception>
    public static string? Find(string name) => Find(Set(name), DataFolder.Cache);

    /// <summary>Where a published set lies on this machine.</summary>
    /// <param name="set">The set.</param>
    /// <param name="cache">The folder in which sets are kept.</param>
    /// <returns>Its folder: in that one, or where Linux distributions put it; null when it is in neither.</returns>
    public static string? Find(ImageSet set, string cache) =>
        new[] { cache, SystemFolder }.Select(place => Path.Combine(place, set.Name)).FirstOrDefault(set.IsIn);

    private static ImageSet Set(string name) => Published.FirstOrDefault(set => set.Name == name)
        ?? throw new ArgumentException(
            $"There is no set \"{name}\"; there are {string.Join(", ", Names)}.", nameof(name));
}
