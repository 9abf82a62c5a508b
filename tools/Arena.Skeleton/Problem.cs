namespace Arena.Skeleton;

/// <summary>Why a skeleton cannot be made, and where the author has to look.</summary>
/// <param name="File">The file, from the kit's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong and, where it is known, what to do.</param>
public sealed record Problem(string File, int Line, int Column, string Message)
{
    /// <summary>The form that editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {Message}";
}
