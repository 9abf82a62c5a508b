using System.Globalization;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>
/// Small trained models that come with the kit, each a safetensors file with a card beside it that says how it was
/// made and what was measured.
/// </summary>
public static class Shipped
{
    private const string Extension = ".safetensors";
    private const string Training = "-training";

    /// <summary>The folder of the files, in the kit in which this program lies or was started.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither is inside a kit.</exception>
    public static string Folder =>
        (Workspace.Find(AppContext.BaseDirectory) ?? Workspace.Find(Environment.CurrentDirectory)) is { } workspace
            ? Path.Combine(workspace.Root, "library", "Arena.Models", "Shipped")
            : throw new DirectoryNotFoundException(
                $"Shipped models lie in the kit, and neither {AppContext.BaseDirectory} nor "
                + $"{Environment.CurrentDirectory} is inside of one. Start the program from the kit's folder.");

    /// <summary>The models' names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Directory.EnumerateFiles(Folder, "*" + Extension).Select(x => Path.GetFileNameWithoutExtension(x))
            .Where(x => !x.EndsWith(Training, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Loads a model, to be looked at: its parameters ask for no gradients.</summary>
    /// <param name="name">Its name: <c>attn-only-2l</c>.</param>
    /// <returns>The model, which belongs to the caller.</returns>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those that there
    /// are.</exception>
    public static HookedTransformer Load(string name)
    {
        if (!Names.Contains(name))
        {
            throw new ArgumentException(
                $"No model '{name}' comes with the kit. There are {string.Join(", ", Names)}.", nameof(name));
        }
        return Frozen(HookedTransformer.Load(Path.Combine(Folder, name + Extension)));
    }

    /// <summary>Loads a model as it was at moments of its training, the last of them its end.</summary>
    /// <param name="name">Its name: <c>attn-only-2l</c>.</param>
    /// <returns>After how many steps, and the model then; the models belong to the caller.</returns>
    /// <exception cref="ArgumentException">There is none of this name, or its training was not kept.</exception>
    public static IReadOnlyList<(int Step, HookedTransformer Model)> LoadTraining(string name)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var last = Load(name);
        var path = Path.Combine(Folder, name + Training + Extension);
        if (!File.Exists(path)) throw new ArgumentException($"The training of '{name}' was not kept.", nameof(name));
        // Each tensor is called after the step and the parameter: 00150/embed.W_E.
        var steps = TensorFile.Read(path).GroupBy(x => x.Key[..x.Key.IndexOf('/', StringComparison.Ordinal)]);
        return
        [
            .. steps.OrderBy(x => x.Key, StringComparer.Ordinal).Select(step =>
            {
                var model = new HookedTransformer(last.Config with { InitStd = 0 });
                var parameters = model.state_dict();
                foreach (var (place, tensor) in step) parameters[place[(step.Key.Length + 1)..]].copy_(tensor);
                return (int.Parse(step.Key, CultureInfo.InvariantCulture), Frozen(model));
            }),
        ];
    }

    /// <summary>Writes a model, and moments of its training.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="training">After how many steps, and the model then. The last one is the model.</param>
    /// <param name="notes">Texts for the file's metadata.</param>
    public static void Save(
        string folder, string name, IReadOnlyList<(int Step, HookedTransformer Model)> training,
        IReadOnlyDictionary<string, string>? notes = null)
    {
        Directory.CreateDirectory(folder);
        training[^1].Model.Save(Path.Combine(folder, name + Extension), notes);
        if (training.Count == 1) return;
        var tensors = training.SelectMany(moment => moment.Model.state_dict().Select(x =>
            KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{moment.Step:00000}/{x.Key}"), x.Value)));
        TensorFile.Write(Path.Combine(folder, name + Training + Extension), tensors, notes);
    }

    private static HookedTransformer Frozen(HookedTransformer model)
    {
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        return model;
    }
}
