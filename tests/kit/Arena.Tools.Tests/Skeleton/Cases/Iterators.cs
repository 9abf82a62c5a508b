using System.Runtime.CompilerServices;

namespace Arena.Fundamentals;

public static class Batches
{
    [Exercise("0.0.1", "Batches")]
    public static IEnumerable<int[]> Split(int[] values, int size)
    {
        for (var start = 0; start < values.Length; start += size)
            yield return values[start..Math.Min(start + size, values.Length)];
    }

    [Exercise("0.0.2", "Asynchronous batches")]
    public static async IAsyncEnumerable<int> Stream(int count, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(1, cancellation);
            yield return i;
        }
    }

    [Exercise("0.0.3", "Asynchronous batches, partly given")]
    public static async IAsyncEnumerable<int> Polite(int count)
    {
        await Task.Yield();
        // <solution>
        for (var i = 0; i < count; i++) yield return i;
        // </solution>
    }
}
