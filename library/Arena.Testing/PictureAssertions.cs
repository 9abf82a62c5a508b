using Arena.Pictures;
using FluentAssertions;
using FluentAssertions.Execution;
using static TorchSharp.torch;

namespace Arena.Testing;

/// <summary>What a picture should be.</summary>
public static class PictureAssertions
{
    /// <summary>
    /// The picture has the wanted pixels. When it has not, both are drawn side by side into
    /// <c>.arena/pictures/</c>, and the message says where.
    /// </summary>
    /// <param name="picture">
    /// A tensor of bytes, <c>channel height width</c> with 3 channels (red, green, blue) or 1, or <c>height width</c>.
    /// </param>
    /// <param name="wanted">What it should be.</param>
    /// <param name="exercise">The exercise's id, which becomes the file's name: <c>"0.0.3"</c>.</param>
    /// <param name="mistakes">Plausible wrong pictures and the words for them.</param>
    public static AndConstraint<TensorAssertions> MatchPicture(
        this TensorAssertions picture, Tensor wanted, string exercise,
        IEnumerable<(string Mistake, Tensor Value)>? mistakes = null)
    {
        string[] differences;
        using (var attempt = new AssertionScope())
        {
            picture.BeEqualTo(wanted, wanted.dim() == 2 ? "height width" : "channel height width", mistakes);
            differences = attempt.Discard();
        }
        if (differences.Length > 0)
        {
            var message = string.Join("\n", differences) + Drawn(picture.Subject, wanted, exercise);
            Execute.Assertion.FailWith("{0}", new Verbatim(message));
        }
        return new(picture);
    }

    private static string Drawn(Tensor? yours, Tensor wanted, string exercise)
    {
        if (yours is null || yours.IsInvalid || !PictureFile.IsPicture(yours)) return "";
        var kit = Workspace.Find(AppContext.BaseDirectory);
        var path = Path.Combine(kit?.State ?? AppContext.BaseDirectory, "pictures", exercise + ".png");
        using var comparison = PictureComparison.SideBySide(yours, wanted);
        PictureFile.Save(comparison, path, zoom: 2);
        // Seen from the kit's folder, it is short enough not to be broken where a line ends.
        var shown = kit is null ? path : Path.GetRelativePath(kit.Root, path).Replace('\\', '/');
        return $"\nYours beside the wanted picture:\n{shown}";
    }
}
