using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Skeleton;

/// <summary>An exercise as its author declared it, and where.</summary>
internal sealed record ExerciseDeclaration(ExerciseEntry Entry, AttributeSyntax Attribute)
{
    /// <summary>What the stub's exception says.</summary>
    public string Heading => $"{Entry.Id} {Entry.Title}";
}

/// <summary>The three numbers of an exercise's id, which order the exercises.</summary>
internal readonly record struct ExerciseNumber(int Chapter, int Section, int Exercise) : IComparable<ExerciseNumber>
{
    /// <summary>Reads <c>"0.0.7"</c>; null for anything else.</summary>
    public static ExerciseNumber? Parse(string id)
    {
        var parts = id.Split('.');
        if (parts.Length != 3) return null;
        var numbers = new int[3];
        for (var i = 0; i < 3; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return null;
            if (numbers[i].ToString(CultureInfo.InvariantCulture) != parts[i]) return null;
        }
        return new ExerciseNumber(numbers[0], numbers[1], numbers[2]);
    }

    public int CompareTo(ExerciseNumber other) =>
        (Chapter, Section, Exercise).CompareTo((other.Chapter, other.Section, other.Exercise));
}
