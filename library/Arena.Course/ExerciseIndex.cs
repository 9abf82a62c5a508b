using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Arena;

/// <summary>
/// Every exercise of the kit, in the order in which they are met: the generated <c>chapters/exercises.json</c>.
/// </summary>
/// <param name="Exercises">The exercises, ordered by id.</param>
/// <param name="Files">
/// For each generated file, by its path below <c>chapters/</c> with forward slashes, the git blob id of its text as
/// generated. It tells an edited file from an untouched one, and finds the untouched text in the repository's history.
/// </param>
public sealed record ExerciseIndex(IReadOnlyList<ExerciseEntry> Exercises, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The index's file name below <c>chapters/</c>.</summary>
    public const string FileName = "exercises.json";

    /// <summary>Reads the index of a kit.</summary>
    /// <exception cref="FileNotFoundException">The index was not generated.</exception>
    public static ExerciseIndex Read(Workspace workspace) =>
        Parse(File.ReadAllText(Path.Combine(workspace.Chapters, FileName)));

    /// <summary>Reads an index from its text.</summary>
    /// <exception cref="JsonException">The text is not an index.</exception>
    public static ExerciseIndex Parse(string json) =>
        JsonSerializer.Deserialize(json, ExerciseIndexJson.Readable.ExerciseIndex)
            ?? throw new JsonException("The index of exercises is empty.");

    /// <summary>The text that <see cref="Parse"/> reads: indented, line feeds, the same on every system.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(this, ExerciseIndexJson.Readable.ExerciseIndex) + "\n";
}

/// <summary>One exercise, as its <see cref="ExerciseAttribute"/> and place in the tree describe it.</summary>
/// <param name="Id">Chapter, section and number: <c>"0.0.7"</c>.</param>
/// <param name="Title">A few words.</param>
/// <param name="Model">The mental model, 1 to 9.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Difficulty">1 to 5.</param>
/// <param name="Importance">1 to 5.</param>
/// <param name="File">The file below <c>chapters/</c>, with forward slashes.</param>
/// <param name="Member">The type and member: <c>"TensorFunctions.NormalizeRows"</c>.</param>
/// <param name="Page">The section's page below <c>chapters/</c>.</param>
public sealed record ExerciseEntry(
    string Id, string Title, MentalModel Model, int Minutes, int Difficulty, int Importance,
    string File, string Member, string Page)
{
    /// <summary>The section's part of the id: <c>"0.0"</c>.</summary>
    [JsonIgnore]
    public string Section => Id[..Id.LastIndexOf('.')];

    /// <summary>The chapter's part of the id: <c>"0"</c>.</summary>
    [JsonIgnore]
    public string Chapter => Id[..Id.IndexOf('.')];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExerciseIndex))]
internal sealed partial class ExerciseIndexJson : JsonSerializerContext
{
    // Titles hold letters such as √ and apostrophes that a reader of the file wants to see as they are.
    public static ExerciseIndexJson Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
