using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>One kind of mistake.</summary>
internal interface IMutation
{
    /// <summary>The mistakes of this kind that can be made at one place.</summary>
    /// <param name="node">A piece of a solution's code; not what is inside of it.</param>
    /// <param name="model">What its names mean.</param>
    IEnumerable<Change> Of(SyntaxNode node, SemanticModel model);
}

/// <summary>A mistake in the text of a solution.</summary>
/// <param name="Kind">What was done, in a few words.</param>
/// <param name="Text">What to replace by what.</param>
internal readonly record struct Change(string Kind, TextChange Text)
{
    /// <summary>Replaces a piece of code.</summary>
    public Change(string kind, SyntaxNodeOrToken replaced, string text) : this(kind, replaced.Span, text) { }

    /// <summary>Replaces a stretch of code.</summary>
    public Change(string kind, TextSpan replaced, string text) : this(kind, new TextChange(replaced, text)) { }

    /// <summary>The stretch that is replaced.</summary>
    public TextSpan Span => Text.Span;
}
