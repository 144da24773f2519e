# config: modules.path = @tests@/vetted
for name in ["linked", "linked_folder", "linked_folder.cycle_a"]:
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        print(error)
# expect: No module named 'linked'
# expect: No module named 'linked_folder'
# expect: No module named 'linked_folder'
