namespace Arena.Data;

/// <summary>Real language models, by their names. The kit does not have their weights; the user may.</summary>
public static class PublishedModels
{
    /// <summary>The name of GPT-2 small.</summary>
    public const string Gpt2 = "gpt2";

    /// <summary>The models that can be downloaded.</summary>
    public static IReadOnlyList<PublishedSet> All { get; } =
    [
        // The address names a revision, so that what it gives never changes.
        new(Gpt2, "GPT-2 small", "modified MIT licence, OpenAI",
            new("https://huggingface.co/openai-community/gpt2/resolve/607a30d783dfa663caf39e06633721c8d4cfcd7e/"),
            [
                new("config.json", 665, "0daed7749b4f02b8f76240d5444551d7b08712dab4d0adb8239c56ba823bb7b4"),
                new("vocab.json", 1042301, "196139668be63f3b5d6574427317ae82f612a97c5d1cdaf36ed2256dbf636783"),
                new("merges.txt", 456318, "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5"),
                new("model.safetensors", 548105171,
                    "248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707"),
            ]),
    ];

    /// <summary>Where a model lies on this machine.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <returns>Its folder below <see cref="DataFolder.Cache"/>; null when it is not there.</returns>
    /// <exception cref="ArgumentException">There is no model with that name.</exception>
    public static string? Find(string name) => Find(Model(name), DataFolder.Cache);

    /// <summary>Where a model lies on this machine.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cache">The folder in which data are kept.</param>
    /// <returns>Its folder; null when it is not there.</returns>
    public static string? Find(PublishedSet model, string cache) =>
        Folder(model, cache) is var folder && model.IsIn(folder) ? folder : null;

    /// <summary>Where a model lies on this machine, or is to lie.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cache">The folder in which data are kept.</param>
    public static string Folder(PublishedSet model, string cache) => Path.Combine(cache, "models", model.Name);

    private static PublishedSet Model(string name) => All.FirstOrDefault(model => model.Name == name)
        ?? throw new ArgumentException(
            $"There is no model \"{name}\"; there are {string.Join(", ", All.Select(model => model.Name))}.",
            nameof(name));
}
