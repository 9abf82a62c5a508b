using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Arena.Models;

/// <summary>
/// What came out when the shipped models were trained anew with many seeds: <c>docs/chapters/sources/1.models.json</c>.
/// </summary>
/// <param name="Models">Each model.</param>
public sealed record TrainingRecord(IReadOnlyList<RecordedTraining> Models)
{
    /// <summary>The record in a file; an empty one when there is no such file.</summary>
    /// <exception cref="JsonException">The file holds something else.</exception>
    public static TrainingRecord Read(string path) => File.Exists(path)
        ? JsonSerializer.Deserialize(File.ReadAllText(path), TrainingRecordJson.Readable.TrainingRecord)
            ?? throw new JsonException($"{path} is empty.")
        : new([]);

    /// <summary>The record with one model anew; models are in alphabetical order.</summary>
    public TrainingRecord With(RecordedTraining training) => new(
        [.. Models.Where(x => x.Model != training.Model).Append(training).OrderBy(x => x.Model, StringComparer.Ordinal)]);

    /// <summary>Its text: a line a model and a seed.</summary>
    public string ToJson()
    {
        var compact = JsonSerializer.Serialize(this, TrainingRecordJson.Readable.TrainingRecord);
        // No text can hold these: in it, the quotation marks would be escaped.
        foreach (var start in new[] { "{\"model\":", "{\"seed\":" })
            compact = compact.Replace(start, "\n" + start, StringComparison.Ordinal);
        return compact + "\n";
    }
}

/// <summary>A model, trained with many seeds.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Steps">How many steps each training took.</param>
/// <param name="Seeds">What came out.</param>
public sealed record RecordedTraining(string Model, int Steps, IReadOnlyList<TrainedSeed> Seeds);

/// <summary>A training with one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Measured">What the model was like.</param>
public sealed record TrainedSeed(int Seed, double Seconds, IReadOnlyList<Measured> Measured)
{
    /// <summary>Whether all that was measured is within its bounds.</summary>
    [JsonIgnore]
    public bool IsAsItShouldBe => Measured.All(x => x.IsAsItShouldBe);
}

/// <summary>A number, and between which bounds it has to be.</summary>
/// <param name="What">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The most.</param>
public sealed record Measured(string What, double Value, double Least, double Most)
{
    /// <summary>Whether it is within its bounds.</summary>
    [JsonIgnore]
    public bool IsAsItShouldBe => Value >= Least && Value <= Most;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrainingRecord))]
internal sealed partial class TrainingRecordJson : JsonSerializerContext
{
    public static TrainingRecordJson Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
