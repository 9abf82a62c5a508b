using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Analyzers.Patterns;

/// <summary>
/// Finds the places of a constant text in the source, whether it is one literal, several that are joined, or comes from
/// a <c>const</c> elsewhere.
/// </summary>
internal sealed class LiteralPlaces
{
    private readonly SyntaxNode whole;
    private readonly List<Piece> pieces = [];

    private LiteralPlaces(SyntaxNode whole) => this.whole = whole;

    private int Length => pieces.Count == 0 ? 0 : pieces[pieces.Count - 1].End;

    /// <summary>The places of an expression's constant value.</summary>
    public static LiteralPlaces Of(IOperation text)
    {
        var places = new LiteralPlaces(text.Syntax);
        places.Add(text, text.Syntax);
        return places;
    }

    /// <summary>
    /// Where a stretch is written. What is not written right there is the expression that stands for it, and a point
    /// between two characters is the whole text.
    /// </summary>
    public Location LocationOf(Place? place)
    {
        if (place is not { Length: > 0 } stretch) return whole.GetLocation();
        var spans = pieces.Where(piece => piece.Overlaps(stretch)).Select(piece => piece.SpanOf(stretch)).ToList();
        return spans.Count == 0
            ? whole.GetLocation()
            : Location.Create(
                whole.SyntaxTree, TextSpan.FromBounds(spans.Min(span => span.Start), spans.Max(span => span.End)));
    }

    /// <summary>Where a stretch is written in the <c>const</c> that it comes from.</summary>
    public IEnumerable<Location> InConstants(Place? place)
    {
        if (place is not { Length: > 0 } stretch) yield break;
        foreach (var piece in pieces)
            if (piece.Overlaps(stretch) && piece.Constant is { } constant
                && Declared(constant, piece.Length) is { } places)
                yield return places.LocationOf(piece.Inside(stretch));
    }

    /// <summary>
    /// The source of a stretch, to be replaced; of a point, to put something in. Null when it is not written right
    /// there in one literal.
    /// </summary>
    public TextSpan? Editable(Place place)
    {
        foreach (var piece in pieces)
        {
            var fits = place.Length == 0
                ? piece.Start <= place.Start && place.Start <= piece.End
                : piece.Start <= place.Start && place.End <= piece.End;
            if (!fits || piece.Characters is not { Count: > 0 } characters) continue;
            // A letter that is put behind \x41 would become a part of it.
            if (characters.Any(span => span.Length is > 1 and < 6)
                && whole.SyntaxTree.GetText().ToString(piece.Syntax.Span).Contains("\\x"))
                return null;
            if (place.Length > 0) return piece.SpanOf(place);
            return new TextSpan(
                place.Start < piece.End
                    ? characters[place.Start - piece.Start].Start
                    : characters[characters.Count - 1].End,
                0);
        }
        return null;
    }

    private static LiteralPlaces? Declared(ISymbol constant, int length)
    {
        foreach (var reference in constant.DeclaringSyntaxReferences)
            if (reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value })
            {
                var places = new LiteralPlaces(value);
                if (places.AddWritten(value) && places.Length == length) return places;
            }
        return null;
    }

    private void Add(IOperation text, SyntaxNode syntax)
    {
        switch (text)
        {
            case IConversionOperation { IsImplicit: true, Operand: var operand }:
                Add(operand, syntax);
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when sum.ConstantValue.HasValue:
                Add(sum.LeftOperand, sum.LeftOperand.Syntax);
                Add(sum.RightOperand, sum.RightOperand.Syntax);
                return;
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                    if (part is IInterpolatedStringTextOperation written) Add(written.Text, part.Syntax);
                    else if (part is IInterpolationOperation hole) Add(hole.Expression, part.Syntax);
                return;
        }
        if (text.ConstantValue is not { HasValue: true, Value: string value }) return;
        var constant = text switch
        {
            IFieldReferenceOperation field => (ISymbol)field.Field,
            ILocalReferenceOperation local => local.Local,
            _ => null,
        };
        Add(syntax, value, text is ILiteralOperation ? TokenOf(text.Syntax) : null, constant);
    }

    private bool AddWritten(ExpressionSyntax text)
    {
        switch (text)
        {
            case ParenthesizedExpressionSyntax parentheses:
                return AddWritten(parentheses.Expression);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return AddWritten(sum.Left) && AddWritten(sum.Right);
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                Add(literal, literal.Token.ValueText, literal.Token, null);
                return true;
            default:
                return false;
        }
    }

    private void Add(SyntaxNode syntax, string value, SyntaxToken? token, ISymbol? constant) =>
        pieces.Add(new Piece(
            Length, value.Length, syntax, token is { } written ? LiteralText.Places(written, value) : null, constant));

    private static SyntaxToken? TokenOf(SyntaxNode syntax) => syntax switch
    {
        LiteralExpressionSyntax literal => literal.Token,
        InterpolatedStringTextSyntax text => text.TextToken,
        ParenthesizedExpressionSyntax parentheses => TokenOf(parentheses.Expression),
        _ => null,
    };

    private sealed record Piece(
        int Start, int Length, SyntaxNode Syntax, IReadOnlyList<TextSpan>? Characters, ISymbol? Constant)
    {
        public int End => Start + Length;

        public bool Overlaps(Place place) => place.Start < End && Start < place.End;

        public Place Inside(Place place)
        {
            var start = Math.Max(place.Start, Start);
            return new Place(start - Start, Math.Min(place.End, End) - start);
        }

        public TextSpan SpanOf(Place place)
        {
            if (Characters is null) return Syntax.Span;
            var inside = Inside(place);
            return TextSpan.FromBounds(Characters[inside.Start].Start, Characters[inside.End - 1].End);
        }
    }
}
