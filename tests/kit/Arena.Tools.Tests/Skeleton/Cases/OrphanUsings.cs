// A file header stays.
using System.Collections.Immutable;
using System.Diagnostics; // only the solution measures
using System.Globalization;
using System.Text;
using static System.Math;
using Pair = System.ValueTuple<int, int>;
using Numbers = System.Collections.Generic.List<int>;
using System.Text.RegularExpressions; // given

namespace Arena.Fundamentals;

public static class Usings
{
    [Exercise("0.0.1", "Usings")]
    public static ImmutableArray<int> Make(Numbers numbers)
    {
        var watch = Stopwatch.StartNew();
        var text = new StringBuilder().Append(Max(1, 2)).Append(watch.ElapsedTicks);
        Pair pair = (1, 2);
        return [pair.Item1, int.Parse(text.ToString(), CultureInfo.InvariantCulture), Regex.Count("aa", "a"), .. numbers];
    }

    public static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);
}
