namespace Arena.Fundamentals;

public static class Recursion
{
    [Exercise("0.0.1", "Factorial")]
    public static long Factorial(int n)
    {
        return Go(n, 1);

        // Tail recursion.
        static long Go(int left, long product) => left <= 1 ? product : Go(left - 1, product * left);
    }

    [Exercise("0.0.2", "Given loop, own step")]
    public static int Collatz(int n)
    {
        var steps = 0;
        while (n != 1)
        {
            n = Next(n);
            steps++;
        }
        return steps;

        static int Next(int n)
        {
            // <solution>
            return n % 2 == 0 ? n / 2 : 3 * n + 1;
            // </solution>
        }
    }
}
