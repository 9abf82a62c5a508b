using System.Text.Json;
using System.Text.Json.Serialization;
using Arena.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models;

public sealed partial class HookedTransformer
{
    private const string ConfigNote = "config";

    private static readonly JsonSerializerOptions ConfigJson = new()
    {
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes the parameters and the configuration to a safetensors file.</summary>
    /// <param name="path">The file. It is written beside its place and moved there.</param>
    /// <param name="notes">Further texts for the file's metadata, such as the seed or the loss.</param>
    public void Save(string path, IReadOnlyDictionary<string, string>? notes = null)
    {
        var metadata = new Dictionary<string, string>(notes ?? new Dictionary<string, string>());
        if (!metadata.TryAdd(ConfigNote, JsonSerializer.Serialize(Config, ConfigJson)))
            throw new ArgumentException($"The note '{ConfigNote}' is the configuration's.", nameof(notes));
        TensorFile.Write(path, state_dict(), metadata);
    }

    /// <summary>Makes the model that a file was written from. Nothing in the file is run.</summary>
    /// <param name="path">The file that <see cref="Save"/> wrote.</param>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, is no such model's, or its configuration and its tensors do not fit. A configuration that
    /// asks for more than the file holds is refused before memory is taken.
    /// </exception>
    public static HookedTransformer Load(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var config = ConfigOf(file, path);
        var there = file.Entries.Values.Aggregate((Int128)0, (sum, entry) => sum + entry.Count);
        if (config.ParameterCount != there)
            throw Wrong($"A model of its configuration has {config.ParameterCount} parameters, and {there} are in it.");

        var model = Blank(config);
        try
        {
            if (file.Entries.TryGetValue("embed.W_E", out var first) && first.Dtype == "F64") model.to(float64);
            using var _ = no_grad();
            foreach (var (name, parameter) in model.named_parameters())
            {
                if (!file.Entries.TryGetValue(name, out var entry)) throw Wrong($"'{name}' is missing.");
                if (entry.Dtype is not ("F64" or "F32" or "F16" or "BF16"))
                    throw Wrong($"'{name}' is {entry.Dtype}, and parameters are fractions.");
                if (!entry.Shape.SequenceEqual(parameter.shape))
                    throw Wrong($"'{name}' is ({Listed(entry.Shape)}), and should be ({Listed(parameter.shape)}).");
                using var scope = NewDisposeScope();
                parameter.copy_(TensorFile.Read(file, path, name));
            }
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }

        SafetensorsException Wrong(string problem) =>
            new(path, $"{problem} The file was put together wrongly: save the model anew.");

        static string Listed(IEnumerable<long> shape) => string.Join(", ", shape);
    }

    /// <summary>A model whose weights are to be filled in. Torch's generator is left alone.</summary>
    internal static HookedTransformer Blank(HookedTransformerConfig config) => new(config, std: 0);

    private static HookedTransformerConfig ConfigOf(SafetensorsFile file, string path)
    {
        if (!file.Metadata.TryGetValue(ConfigNote, out var text))
        {
            throw new SafetensorsException(
                path, $"Its metadata has no '{ConfigNote}', so it was not written by {nameof(HookedTransformer)}.Save. "
                + "Hugging Face's files of GPT-2 are loaded with Gpt2.Load.");
        }
        try
        {
            var config = JsonSerializer.Deserialize<HookedTransformerConfig>(text, ConfigJson)
                ?? throw new JsonException("It is null.");
            return config.Problem() is { } problem ? throw new JsonException($"{problem}.") : config;
        }
        catch (JsonException problem)
        {
            throw new SafetensorsException(
                path, $"Its configuration makes no model: {problem.Message} Save the model anew.", problem);
        }
    }
}
