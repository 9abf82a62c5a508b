using Arena.Patterns;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Patterns;

/// <summary>
/// Reads the equations of <c>torch.einsum</c>: axes are the letters a to z and A to Z, spaces mean nothing, and without
/// an arrow the output has the letters that stand once, in order.
/// </summary>
internal sealed class LetterEquation
{
    private readonly string text;
    private readonly List<PatternFinding> findings = [];
    private readonly List<List<string>> operands = [[]];
    private readonly List<string> output = [];

    private LetterEquation(string text) => this.text = text;

    /// <summary>The equation as a pattern with a name an axis, and what libtorch refuses in it.</summary>
    public static (Pattern Pattern, IReadOnlyList<PatternFinding> Findings) Read(string text)
    {
        var equation = new LetterEquation(text);
        equation.Read();
        return (equation.AsPattern(), equation.findings);
    }

    /// <summary>Where the operands stand in an equation.</summary>
    public static Place? Operands(IOperation equation)
    {
        if (equation.ConstantValue is not { HasValue: true, Value: string text }) return null;
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        return new Place(0, (arrow < 0 ? text : text.Substring(0, arrow)).TrimEnd(' ').Length);
    }

    private void Read()
    {
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        ReadOperands(arrow < 0 ? text.Length : arrow);
        if (arrow >= 0) ReadOutput(arrow + 2);
        else WorkOutOutput();
    }

    private void ReadOperands(int end)
    {
        for (var at = 0; at < end; at++)
            if (text[at] == ',') operands.Add([]);
            else if (ReadAxis(ref at, end, operands[operands.Count - 1]) is { } axis)
                operands[operands.Count - 1].Add(axis);
    }

    private void ReadOutput(int start)
    {
        for (var at = start; at < text.Length; at++)
        {
            var place = new Place(at, 1);
            if (ReadAxis(ref at, text.Length, output) is not { } axis) continue;
            if (axis == "...") output.Add(axis);
            else if (output.Contains(axis))
                Report(PatternProblem.DuplicateAxis, place, $"Axis '{axis}' stands here a second time.",
                    "In the output every axis stands once.");
            else if (!operands.Any(operand => operand.Contains(axis)))
                Report(PatternProblem.UnknownOutputAxis, place, $"Axis '{axis}' of the output is in no operand.",
                    "An einsum makes no axes.");
            else output.Add(axis);
        }
    }

    private string? ReadAxis(ref int at, int end, List<string> side)
    {
        var start = at;
        if (text[at] == ' ') return null;
        if (IsLetter(text[at])) return text[at].ToString();
        if (text[at] != '.')
        {
            Report(PatternProblem.UnknownCharacter, new Place(at, 1),
                $"In the equation of torch.einsum an axis is a letter from a to z or A to Z, not '{text[at]}'.",
                "Arena.Tensors.Einops.Einsum takes words for axes.");
            return null;
        }
        while (at + 1 < end && text[at + 1] == '.' && at - start < 2) at++;
        var dots = new Place(start, at + 1 - start);
        if (dots.Length < 3)
            Report(PatternProblem.StrayDots, dots, "Dots stand only in an ellipsis, which has three of them.",
                "Write '...'.");
        else if (side.Contains("..."))
            Report(PatternProblem.SecondEllipsis, dots, "A tensor can have only one '...'.",
                "Nobody could tell which axes belong to which; name some of them.");
        else return "...";
        return null;
    }

    private void WorkOutOutput()
    {
        if (operands.Any(operand => operand.Contains("..."))) output.Add("...");
        output.AddRange(operands.SelectMany(operand => operand).Where(axis => axis != "...")
            .GroupBy(axis => axis).Where(uses => uses.Count() == 1).Select(uses => uses.Key)
            .OrderBy(axis => axis, StringComparer.Ordinal));
    }

    private Pattern AsPattern()
    {
        // libtorch lets an ellipsis of the output stand for no axes when no operand has one.
        var kept = operands.Any(operand => operand.Contains("...")) ? output : output.Where(axis => axis != "...");
        return Pattern.Parse(PatternKind.Einsum,
            $"{string.Join(", ", operands.Select(operand => string.Join(" ", operand)))} -> {string.Join(" ", kept)}");
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private void Report(PatternProblem problem, Place place, string cause, string advice) =>
        findings.Add(new PatternFinding(problem, place, cause, advice));
}
