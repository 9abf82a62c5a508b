namespace Arena.Pictures;

/// <summary>The shapes of the digits and of the few capital letters that labels need.</summary>
internal static class Glyphs
{
    private static readonly Dictionary<char, Stroke[]> strokes = new()
    {
        ['0'] = [Stroke.Arc((0.5, 0.5), 0.42, 0.5, 0, 360)],
        ['1'] = [Stroke.Line((0.2, 0.24), (0.55, 0), (0.55, 1)), Stroke.Line((0.25, 1), (0.85, 1))],
        ['2'] = [Stroke.Arc((0.48, 0.29), 0.4, 0.29, 195, 395).Then(Stroke.Line((0.05, 1), (0.95, 1)))],
        ['3'] = [Stroke.Line((0.1, 0), (0.88, 0), (0.42, 0.4)).Then(Stroke.Arc((0.42, 0.7), 0.44, 0.3, 270, 515))],
        ['4'] = [Stroke.Line((0.72, 1), (0.72, 0), (0.04, 0.7), (0.98, 0.7))],
        ['5'] = [Stroke.Line((0.86, 0), (0.2, 0), (0.14, 0.46)).Then(Stroke.Arc((0.44, 0.68), 0.44, 0.32, 225, 515))],
        ['6'] = [Stroke.Line((0.74, 0), (0.24, 0.42)).Then(Stroke.Arc((0.5, 0.68), 0.42, 0.32, 200, 560))],
        ['7'] = [Stroke.Line((0.06, 0), (0.94, 0), (0.36, 1)), Stroke.Line((0.36, 0.5), (0.84, 0.5))],
        ['8'] = [Stroke.Arc((0.5, 0.25), 0.33, 0.25, 90, 450), Stroke.Arc((0.5, 0.75), 0.42, 0.25, 270, 630)],
        ['9'] = [Stroke.Arc((0.5, 0.32), 0.42, 0.32, 20, 380).Then(Stroke.Line((0.26, 1)))],
        ['A'] = [Stroke.Line((0, 1), (0.5, 0), (1, 1)), Stroke.Line((0.2, 0.64), (0.8, 0.64))],
        ['D'] =
        [
            Stroke.Line((0.08, 1), (0.08, 0), (0.4, 0)).Then(Stroke.Arc((0.4, 0.5), 0.55, 0.5, -90, 90))
                .Then(Stroke.Line((0.08, 1))),
        ],
        ['E'] = [Stroke.Line((0.95, 0), (0.08, 0), (0.08, 1), (0.95, 1)), Stroke.Line((0.08, 0.5), (0.8, 0.5))],
        ['F'] = [Stroke.Line((0.95, 0), (0.08, 0), (0.08, 1)), Stroke.Line((0.08, 0.5), (0.8, 0.5))],
        ['I'] = [Stroke.Line((0.5, 0), (0.5, 1))],
        ['N'] = [Stroke.Line((0.06, 1), (0.06, 0), (0.94, 1), (0.94, 0))],
        ['O'] = [Stroke.Arc((0.5, 0.5), 0.5, 0.5, 0, 360)],
        ['R'] =
        [
            Stroke.Line((0.08, 1), (0.08, 0), (0.55, 0)).Then(Stroke.Arc((0.55, 0.26), 0.4, 0.26, -90, 90))
                .Then(Stroke.Line((0.08, 0.52))),
            Stroke.Line((0.5, 0.52), (0.98, 1)),
        ],
        ['S'] = [Stroke.Arc((0.5, 0.25), 0.42, 0.25, -30, -270).Then(Stroke.Arc((0.5, 0.75), 0.44, 0.25, -90, 150))],
        ['T'] = [Stroke.Line((0, 0), (1, 0)), Stroke.Line((0.5, 0), (0.5, 1))],
        ['U'] =
        [
            Stroke.Line((0.06, 0), (0.06, 0.6)).Then(Stroke.Arc((0.5, 0.6), 0.44, 0.4, 180, 0))
                .Then(Stroke.Line((0.94, 0))),
        ],
        ['W'] = [Stroke.Line((0, 0), (0.25, 1), (0.5, 0.3), (0.75, 1), (1, 0))],
        ['Y'] = [Stroke.Line((0, 0), (0.5, 0.5), (1, 0)), Stroke.Line((0.5, 0.5), (0.5, 1))],
    };

    /// <summary>The strokes of a character.</summary>
    /// <exception cref="ArgumentException">There is no such shape.</exception>
    public static IReadOnlyList<Stroke> Of(char character) =>
        strokes.TryGetValue(character, out var found)
            ? found
            : throw new ArgumentException($"'{character}' cannot be drawn; there are {string.Concat(strokes.Keys)}.");
}
