grams = 41
if __name__ == "__main__":
    print("this is no program")
