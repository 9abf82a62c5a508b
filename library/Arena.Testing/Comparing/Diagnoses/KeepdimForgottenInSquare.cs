namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>
/// In a square matrix a forgotten keepdim raises no error: what was computed of each row is applied to the columns.
/// Then the difference at [i, j], or the logarithm of the ratio, is f(i) - f(j), and the diagonal is right.
/// </summary>
internal sealed class KeepdimForgottenInSquare : IDiagnosis
{
    public string? Of(Comparison c)
    {
        var shape = c.Expected.Shape;
        if (!c.SameShape || shape.Length < 2 || shape[^1] != shape[^2] || shape[^1] < 3) return null;
        var (rows, columns) = (c.Axis(shape.Length - 2), c.Axis(shape.Length - 1));
        var differences = c.Actual.Data.Zip(c.Expected.Data, (a, e) => a - e).ToArray();
        if (Antisymmetric(differences, shape[^1], c.Tolerance * 4 + 1e-5 * differences.Max(Math.Abs)))
            return Sentence("subtracted or added", rows, columns);
        if (c.Expected.Data.Zip(c.Actual.Data).Any(pair => pair.First * pair.Second <= 0)) return null;
        var ratios = c.Actual.Data.Zip(c.Expected.Data, (a, e) => Math.Log(a / e)).ToArray();
        var smallest = c.Expected.Data.Min(Math.Abs);
        return Antisymmetric(ratios, shape[^1], 4 * c.Tolerance / smallest + 1e-4)
            ? Sentence("divided or multiplied", rows, columns)
            : null;
    }

    private static string Sentence(string done, string rows, string columns) =>
        $"What was computed for each {rows} was {done} for each {columns}: a [n] lines up with the last axis. Was " +
        "keepdim: true forgotten?";

    // Every n × n block is f(i) - f(j), and at least one is more than noise.
    private static bool Antisymmetric(double[] values, int n, double slack)
    {
        if (!values.All(double.IsFinite) || values.Max(Math.Abs) < 20 * slack) return false;
        for (var block = 0; block < values.Length; block += n * n)
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    if (Math.Abs(values[block + i * n + j] - (values[block + i * n] - values[block + j * n])) > slack)
                        return false;
        return true;
    }
}
