namespace Arena.Fundamentals;

public sealed class Client
{
    [Exercise("0.0.1", "Ask twice")]
    public async Task<string> AskTwice(Func<Task<string>> ask)
    {
        await ask();
        return await ask();
    }

    [Exercise("0.0.2", "Ask without waiting")]
    public static async ValueTask Ask(Func<Task> ask) => await ask().ConfigureAwait(false);
}
