using System.Collections.Immutable;
using System.Globalization;

namespace Arena.Analyzers.Shapes.Algebra;

/// <summary>
/// The size of an axis: a polynomial over symbols, in normal form, so that <c>heads*d_head</c> equals
/// <c>d_head*heads</c> and <c>d_model/heads*heads</c> equals <c>d_model</c>.
/// </summary>
/// <remarks>
/// A quotient of symbols is taken to be exact, as shapes are written that way; <see cref="IsAssumed"/> remembers it,
/// and nothing is ever called different on an assumption.
/// </remarks>
internal sealed class Size : IEquatable<Size>
{
    private readonly ImmutableArray<Term> terms;

    private Size(ImmutableArray<Term> terms, bool isAssumed)
    {
        this.terms = terms;
        IsAssumed = isAssumed;
        Key = terms.IsEmpty ? "0" : string.Join("+", terms.Select(term => term.Key));
    }

    /// <summary>The size 1.</summary>
    public static Size One { get; } = Of(1);

    /// <summary>Equal sizes have equal keys.</summary>
    public string Key { get; }

    /// <summary>Whether some division was taken to be exact.</summary>
    public bool IsAssumed { get; }

    /// <summary>The value, when no symbol is in it.</summary>
    public long? Constant =>
        terms.IsEmpty ? 0 : terms.Length == 1 && terms[0].Powers.IsEmpty ? terms[0].Factor : null;

    /// <summary>Whether it is 1.</summary>
    public bool IsOne => Constant == 1;

    /// <summary>Whether it has one term, so that it needs no parentheses.</summary>
    public bool IsSingle => terms.Length <= 1;

    /// <summary>The symbol, when that is all there is.</summary>
    public Symbol? OnlySymbol =>
        terms.Length == 1 && terms[0] is { Factor: 1, Powers: [{ Power: 1 } power] } ? power.Symbol : null;

    public static Size Of(long value) =>
        new(value == 0 ? [] : [new Term(value, [])], isAssumed: false);

    public static Size Of(Symbol symbol) => new([new Term(1, [new(symbol, 1)])], isAssumed: false);

    public static Size? operator +(Size one, Size other) => Sum(one, other, 1);

    public static Size? operator -(Size one, Size other) => Sum(one, other, -1);

    public static Size? operator *(Size one, Size other)
    {
        var products = new List<Term>();
        var assumed = one.IsAssumed || other.IsAssumed;
        foreach (var left in one.terms)
            foreach (var right in other.terms)
            {
                if (Term.Multiply(left, right) is not { } product) return null;
                products.Add(product);
            }
        return Undivided(products, ref assumed) is { } whole ? Normal(whole, assumed) : null;
    }

    /// <summary>The quotient rounded down; exact where only symbols tell; null when it is not known.</summary>
    public static Size? operator /(Size one, Size other)
    {
        if (other.Constant == 0) return null;
        if (other.terms.Length != 1) return one.Equals(other) && one.terms.Length > 0 ? One : null;
        var divisor = other.terms[0];
        // The smallest number has no negative, so that -1 cannot divide it.
        if (divisor.Factor == -1 && one.terms.Any(term => term.Factor == long.MinValue)) return null;
        if (one.Constant is { } value && other.Constant is { } by) return Of(FloorDivide(value, by));
        if (one.terms.All(term => term.Factor % divisor.Factor == 0))
        {
            var quotients = one.terms.Select(term => term.DividedBy(divisor)).ToList();
            // Whole powers are whole numbers; a symbol left below the line is an assumption.
            var assumed = quotients.Any(term => term.Powers.Any(power => power.Power < 0));
            return Normal(quotients, one.IsAssumed || other.IsAssumed || assumed);
        }
        return other.Constant is { } constant && constant > 1 ? Of(Symbol.Quotient(one, constant)) : null;
    }

    /// <summary>What is known of two sizes, either of which may be unknown.</summary>
    public static Relation Compare(Size? one, Size? other)
    {
        if (one is null || other is null) return Relation.Unknown;
        if (one.Equals(other)) return Relation.Equal;
        if (one.IsAssumed || other.IsAssumed || one - other is not { } difference) return Relation.Unknown;
        if (difference.Constant is not null) return Relation.Different;
        return difference.IsSurelyNotZero || AreNamedDifferently(one, other)
            ? Relation.NamedDifferently
            : Relation.Unknown;
    }

    /// <summary>Whether it is at least some value, given that every axis has a positive size.</summary>
    public bool IsAtLeast(long bound) =>
        Constant is { } value
            ? value >= bound
            : terms.All(term => term.Factor > 0 && term.IsPositive) && terms.Sum(term => term.Factor) >= bound;

    /// <summary>Whether a symbol is in it.</summary>
    public bool Mentions(Symbol symbol) =>
        terms.Any(term => term.Powers.Any(power => power.Symbol.Key == symbol.Key));

    public bool Equals(Size? other) => other is not null && other.Key == Key;

    public override bool Equals(object? obj) => Equals(obj as Size);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    /// <summary>"heads*d_head", "3*n + 1".</summary>
    public override string ToString()
    {
        if (terms.IsEmpty) return "0";
        // The constant reads best at the end: n + 1.
        var text = string.Join(" + ", terms.OrderBy(term => term.Powers.IsEmpty).Select(term => term.ToString()));
        return text.Replace("+ -", "- ");
    }

    // Every axis counts: a sum of positive terms is not 0, and neither is its negative.
    private bool IsSurelyNotZero =>
        terms.All(term => term.IsPositive)
        && (terms.All(term => term.Factor > 0) || terms.All(term => term.Factor < 0));

    // heads and d_model are meant to differ; so are heads and heads*d_head, as one is a multiple of the other. d_model
    // and heads*d_head may be the same.
    private static bool AreNamedDifferently(Size one, Size other)
    {
        if (one.terms.Length != 1 || other.terms.Length != 1) return false;
        var (left, right) = (one.terms[0].Powers, other.terms[0].Powers);
        if (left.IsEmpty || right.IsEmpty || !left.Concat(right).All(power => power.Symbol.IsDeclared)) return false;
        if (one.OnlySymbol is { } name && other.OnlySymbol is { } second) return !name.IsAkinTo(second);
        var quotient = one.terms[0].DividedBy(other.terms[0] with { Factor = 1 }).Powers;
        return !quotient.IsEmpty && (quotient.All(power => power.Power > 0) || quotient.All(power => power.Power < 0));
    }

    private static Size? Sum(Size one, Size other, long sign) =>
        Normal(
            one.terms.Concat(other.terms.Select(term => term with { Factor = sign * term.Factor })),
            one.IsAssumed || other.IsAssumed);

    private static Size? Normal(IEnumerable<Term> parts, bool isAssumed)
    {
        var sums = new SortedDictionary<string, Term>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var factor = sums.TryGetValue(part.Name, out var known) ? known.Factor + part.Factor : part.Factor;
            // No axis is that long; past this, products would overflow unseen.
            if (factor is > Term.Largest or < -Term.Largest) return null;
            sums[part.Name] = part with { Factor = factor };
        }
        return new Size([.. sums.Values.Where(term => term.Factor != 0)], isAssumed);
    }

    // 2*(n/2) is n, if n is even, which whoever wrote it has in mind.
    private static List<Term>? Undivided(List<Term> products, ref bool assumed)
    {
        var whole = new List<Term>();
        foreach (var product in products)
        {
            var quotient = product.Powers.FirstOrDefault(power =>
                power is { Power: 1, Symbol.Dividend: not null } && product.Factor % power.Symbol.Divisor == 0);
            if (quotient.Symbol?.Dividend is not { } dividend)
            {
                whole.Add(product);
                continue;
            }
            assumed = true;
            var rest = product.Without(quotient.Symbol) with { Factor = product.Factor / quotient.Symbol.Divisor };
            foreach (var term in dividend.terms)
            {
                if (Term.Multiply(term, rest) is not { } restored) return null;
                whole.Add(restored);
            }
        }
        return whole;
    }

    private static long FloorDivide(long value, long by) =>
        value / by - (value % by != 0 && value < 0 != by < 0 ? 1 : 0);

    private readonly record struct SymbolPower(Symbol Symbol, int Power);

    private sealed record Term(long Factor, ImmutableArray<SymbolPower> Powers)
    {
        public const long Largest = 1L << 40;

        // The same for terms that can be added.
        public string Name { get; } = string.Join("·", Powers.Select(power =>
            $"{power.Symbol.Key}^{power.Power.ToString(CultureInfo.InvariantCulture)}"));

        public string Key => $"{Factor.ToString(CultureInfo.InvariantCulture)}·{Name}";

        public bool IsPositive => Powers.All(power => power.Power > 0 && power.Symbol.Dividend is null);

        public static Term? Multiply(Term one, Term other)
        {
            if (one.Factor is > Largest or < -Largest || other.Factor is > Largest or < -Largest) return null;
            if (one.Factor != 0 && Math.Abs(other.Factor) > Largest / Math.Abs(one.Factor)) return null;
            return new Term(one.Factor * other.Factor, Combined(one.Powers, other.Powers, 1));
        }

        public Term DividedBy(Term divisor) =>
            new(Factor / divisor.Factor, Combined(Powers, divisor.Powers, -1));

        public Term Without(Symbol symbol) =>
            new(Factor, [.. Powers.Where(power => power.Symbol.Key != symbol.Key)]);

        public override string ToString()
        {
            var (over, under) = (Factors(1), Factors(-1));
            var top = string.Join("*", Factor == 1 && over.Any() ? over : over.Prepend($"{Factor}"));
            return string.Join("/", under.Prepend(top));
        }

        private static ImmutableArray<SymbolPower> Combined(
            ImmutableArray<SymbolPower> one, ImmutableArray<SymbolPower> other, int sign) =>
            [.. one.Concat(other.Select(power => power with { Power = sign * power.Power }))
                .GroupBy(power => power.Symbol.Key, StringComparer.Ordinal)
                .Select(powers => new SymbolPower(powers.First().Symbol, powers.Sum(power => power.Power)))
                .Where(power => power.Power != 0)
                .OrderBy(power => power.Symbol.Key, StringComparer.Ordinal)];

        // The names above the line, or with -1 those below, each as often as its power says.
        private IEnumerable<string> Factors(int sign) =>
            Powers.Where(power => sign * power.Power > 0)
                .SelectMany(power => Enumerable.Repeat(power.Symbol.Name, sign * power.Power));
    }
}
