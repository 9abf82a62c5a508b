using System.Text.Json.Nodes;
using Arena.Cli.Course;
using Spectre.Console;

namespace Arena.Cli.Output;

/// <summary>How an exercise is written: one line, or one JSON object.</summary>
internal static class ExerciseLines
{
    /// <summary>Its sign, id and title.</summary>
    public static Line Of(ExerciseStanding standing, Screen screen, int indent = 0)
    {
        var (sign, style) = Sign(standing.State, screen.Glyphs);
        return new Line().PadTo(indent).Add(sign, style).Add($" {standing.Exercise.Id} ", Styles.Quiet)
            .Add(standing.Exercise.Title);
    }

    /// <summary>The objects that <c>check --json</c> and <c>status --json</c> share.</summary>
    public static JsonArray ToJson(IEnumerable<ExerciseStanding> standings) =>
        [.. standings.Select(x => new JsonObject
        {
            ["exercise"] = x.Exercise.Id,
            ["title"] = x.Exercise.Title,
            ["state"] = x.State switch
            {
                ExerciseState.Passed => "passed",
                ExerciseState.Failed => "failed",
                _ => "todo",
            },
            ["message"] = x.Message,
        })];

    private static (string Sign, Style Style) Sign(ExerciseState state, Glyphs glyphs) => state switch
    {
        ExerciseState.Passed => (glyphs.Passed, Styles.Good),
        ExerciseState.Failed => (glyphs.Failed, Styles.Bad),
        _ => (glyphs.Todo, Styles.Quiet),
    };
}
