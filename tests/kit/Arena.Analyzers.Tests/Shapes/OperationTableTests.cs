using System.Text;
using System.Text.RegularExpressions;
using Arena.Analyzers.Shapes.Operations;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>
/// The shapes that the engine works out, against those that TorchSharp really makes, for every expression of
/// <see cref="OperationCases"/>.
/// </summary>
public sealed partial class OperationTableTests
{
    private const string Inputs =
        """
        var x = rand(2, 3, 4); var m = rand(3, 4); var v = rand(5); var s = tensor(0.5f); var o = rand(1, 3, 1);
        var z = rand(2, 3, 8, 9); var q = rand(3, 3); var ids = tensor(new long[] { 0, 1, 1 });
        var n = ones(2, 3, 4, dtype: int64);
        """;

    private static readonly (string Text, bool MayBeUnknown)[] Cases =
        [.. OperationCases.Text.Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line[0] == '?' ? (line[2..], true) : (line, false))];

    [Fact]
    public async Task Every_shape_is_the_one_that_TorchSharp_makes()
    {
        var source = Program();
        var real = ((string[])RunningCode.Run(source)!).ToList();
        var inferred = new Dictionary<string, string>();
        foreach (var found in await Inferred.FindingsAsync(source, "TSH9001"))
            if (found.Id == "TSH9001" && Variable().Match(found.GetMessage(null)) is { Success: true } match)
                inferred[match.Groups[1].Value] = match.Groups[2].Value;
            else if (found.Id != "TSH9001" && found.Severity > DiagnosticSeverity.Info)
                inferred[$"finding at {found.Location.SourceSpan.Start}"] = found.ToString();

        var wrong = new List<string>();
        for (var i = 0; i < Cases.Length; i++)
        {
            var known = inferred.TryGetValue($"y{i}", out var shape) ? Inferred.Sizes(shape) : null;
            var isFull = known is not null && known.All(size => size is not null);
            if (real[i][0] != '[') wrong.Add($"does not run: {Cases[i].Text}: {real[i]}");
            else if (!Fits(known, real[i])) wrong.Add($"wrong: {Cases[i].Text}: {shape} is really {real[i]}");
            else if (!isFull && !Cases[i].MayBeUnknown)
                wrong.Add($"not inferred: {Cases[i].Text}: {shape} is really {real[i]}");
        }
        wrong.AddRange(inferred.Where(finding => finding.Key[0] == 'f').Select(finding => finding.Value));
        string.Join('\n', wrong).Should().BeEmpty();
    }

    [Fact]
    public void Nearly_every_operation_of_the_table_is_among_the_cases()
    {
        var called = Cases.SelectMany(line => Name().Matches(line.Text))
            .Select(match => match.Groups[1].Value).ToHashSet();
        OperationTable.Names.Where(name => !called.Contains(name)).Should().BeEquivalentTo(OperationCases.NotRun);
        OperationTable.Names.Count(called.Contains).Should().BeGreaterThan(150);
    }

    private static bool Fits(IReadOnlyList<long?>? known, string real)
    {
        if (known is null) return true;
        var sizes = Inferred.Sizes(real)!;
        return sizes.Count == known.Count
            && known.Zip(sizes).All(pair => pair.First is null || pair.First == pair.Second);
    }

    private static string Program()
    {
        var members = new StringBuilder();
        for (var i = 0; i < Cases.Length; i++)
        {
            var text = Cases[i].Text;
            var statements = text.StartsWith("var ", StringComparison.Ordinal)
                ? Result().Replace(text, $"y{i}")
                : $"var y{i} = {text};";
            members.AppendLine($"static Tensor Case{i}() {{ {Inputs} {statements} return y{i}; }}");
        }
        members.AppendLine("static string Shape(Func<Tensor> make) { using var scope = NewDisposeScope();");
        members.AppendLine("try { return \"[\" + string.Join(\", \", make().shape) + \"]\"; }");
        members.AppendLine("catch (Exception e) { return e.Message.Split('\\n')[0]; } }");
        members.AppendLine("public static string[] Run() => [");
        members.AppendLine(string.Join(",\n", Enumerable.Range(0, Cases.Length).Select(i => $"Shape(Case{i})")));
        members.AppendLine("];");
        return Code.InClass(members.ToString());
    }

    [GeneratedRegex(@"^(y\d+) is (\[.*\])$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\by\b")]
    private static partial Regex Result();

    [GeneratedRegex(@"@?(\w+)\(")]
    private static partial Regex Name();
}
