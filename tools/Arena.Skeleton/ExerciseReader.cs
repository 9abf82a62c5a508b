using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Skeleton;

/// <summary>Reads the exercises that a file declares.</summary>
internal sealed class ExerciseReader(SolutionFile file, SemanticModel model, Problems problems)
{
    public IEnumerable<ExerciseDeclaration> Read()
    {
        var members = model.SyntaxTree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>();
        foreach (var member in members)
            if (Markers.Find(member, Markers.Exercise) is { } attribute && Read(member, attribute) is { } exercise)
                yield return exercise;
    }

    private ExerciseDeclaration? Read(MemberDeclarationSyntax member, AttributeSyntax attribute)
    {
        var written = new ExerciseAttribute("", "");
        var id = Markers.ExerciseId(member);
        if (id is null)
        {
            problems.Add(attribute, "[Exercise] needs its id as a text: [Exercise(\"0.0.7\", \"Title\")].");
            return null;
        }

        if (!IdFits(id, attribute)) return null;
        var title = Argument(attribute, "title", position: 1) as string;
        if (string.IsNullOrWhiteSpace(title))
        {
            problems.Add(attribute, $"Exercise {id} has no title.");
            return null;
        }

        if (title != title.Trim() || title.Any(char.IsControl))
        {
            problems.Add(
                attribute,
                $"The title of exercise {id} has spaces around it or a line break in it; it is also a heading.");
        }

        var entry = new ExerciseEntry(
            id, title, (MentalModel)Number(attribute, nameof(written.Model), (int)written.Model, most: 9),
            Number(attribute, nameof(written.Minutes), written.Minutes, most: 600),
            Number(attribute, nameof(written.Difficulty), written.Difficulty, most: 5),
            Number(attribute, nameof(written.Importance), written.Importance, most: 5),
            file.Path, MemberName.Of(member), $"{file.Section}/README.md");
        return new ExerciseDeclaration(entry, attribute);
    }

    private bool IdFits(string id, AttributeSyntax attribute)
    {
        if (ExerciseNumber.Parse(id) is not { } number)
        {
            problems.Add(
                attribute, $"\"{id}\" is not an exercise's id: it is chapter.section.number, such as \"0.0.7\".");
            return false;
        }

        if (FolderNumber(file.Chapter) is not { } chapter || FolderNumber(file.Section) is not { } section)
        {
            problems.Add(
                attribute,
                $"Exercise {id} is not in a section's folder, such as solutions/0-Fundamentals/0-Prerequisites.");
            return false;
        }

        var prefix = $"{chapter}.{section}.";
        if ($"{number.Chapter}.{number.Section}." == prefix) return true;
        problems.Add(
            attribute,
            $"Exercise {id} is in solutions/{file.Section}, whose exercises are {prefix}1, {prefix}2 and so on.");
        return false;
    }

    private static string? FolderNumber(string? folder)
    {
        var name = folder?[(folder.LastIndexOf('/') + 1)..];
        var digits = name?.TakeWhile(char.IsAsciiDigit).Count() ?? 0;
        return digits > 0 && name!.Length > digits && name[digits] == '-' ? name[..digits] : null;
    }

    private int Number(AttributeSyntax attribute, string name, int otherwise, int most)
    {
        if (Argument(attribute, name, position: null) is not int value) return otherwise;
        if (value < 1 || value > most) problems.Add(attribute, $"{name} is {value}; it is from 1 to {most}.");
        return value;
    }

    private object? Argument(AttributeSyntax attribute, string name, int? position)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var argument = arguments.FirstOrDefault(given =>
            given.NameEquals?.Name.Identifier.ValueText == name || given.NameColon?.Name.Identifier.ValueText == name);
        if (argument is null && position is { } index && arguments.Count > index)
            argument = arguments[index] is { NameEquals: null, NameColon: null } inPlace ? inPlace : null;
        return argument is null ? null : model.GetConstantValue(argument.Expression).Value;
    }
}
